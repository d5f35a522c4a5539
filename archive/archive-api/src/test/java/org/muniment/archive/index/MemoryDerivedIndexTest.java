package org.muniment.archive.index;

import org.muniment.archive.rejection.RejectionIndex;

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

    @Override
    public RejectionIndex rejections() {
        return index.rejections();
    }
}
