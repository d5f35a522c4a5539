package org.muniment.archive.index;

import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.RejectionIndexContract;
import org.muniment.archive.rejection.RejectionRegister;
import org.muniment.archive.rejection.RejectionRegisterContract;
import org.muniment.archive.rejection.StudyErasure;

class MemoryRejectionIndexTest implements RejectionIndexContract, RejectionRegisterContract {

    private final MemoryStudyIndex index = new MemoryStudyIndex();

    @Override
    public StudyIndex index() {
        return index;
    }

    @Override
    public StudyIndexWriter writer() {
        return index;
    }

    @Override
    public StudyErasure erasure() {
        return index.erasure();
    }

    @Override
    public RejectionIndex rejections() {
        return index.rejections();
    }

    @Override
    public RejectionRegister register() {
        return index.rejections().register();
    }
}
