package org.muniment.archive.index;

import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.PatientRecordsContract;
import org.muniment.archive.rejection.RejectionIndex;
import org.muniment.archive.rejection.StudyErasure;

class MemoryPatientRecordsTest implements PatientRecordsContract {

    private final MemoryStudyIndex index = new MemoryStudyIndex();
    private final DerivedIndex derived = new MemoryDerivedIndex(index);

    @Override
    public PatientRecords records() {
        return index.patients();
    }

    @Override
    public StudyIndex index() {
        return index;
    }

    @Override
    public StudyIndexWriter writer() {
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

    @Override
    public StudyErasure erasure() {
        return index.erasure();
    }
}
