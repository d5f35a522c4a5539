package org.muniment.archive.index;

class MemoryStudyIndexTest implements StudyIndexContract {

    private final MemoryStudyIndex index = new MemoryStudyIndex();

    @Override
    public StudyIndex index() {
        return index;
    }

    @Override
    public StudyIndexWriter writer() {
        return index;
    }
}
