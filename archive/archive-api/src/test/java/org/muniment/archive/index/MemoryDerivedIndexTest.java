package org.muniment.archive.index;

class MemoryDerivedIndexTest implements DerivedIndexContract {

    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final DerivedIndex derived = new MemoryDerivedIndex(index);

    @Override
    public StudyIndexWriter writer() {
        return index;
    }

    @Override
    public StudyIndex index() {
        return index;
    }

    @Override
    public DerivedIndex derived() {
        return derived;
    }
}
