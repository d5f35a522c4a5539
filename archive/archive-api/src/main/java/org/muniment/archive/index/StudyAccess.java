package org.muniment.archive.index;

import java.time.LocalDate;
import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;

/** The access paths to studies. Each costs what it finds, never what the archive holds. */
public sealed interface StudyAccess {

    record ByStudyUid(List<StudyInstanceUid> uids) implements StudyAccess {
        public ByStudyUid {
            uids = List.copyOf(uids);
        }
    }

    /** Exact Patient ID, whatever its issuer. */
    record ByPatientId(String patientId) implements StudyAccess {}

    record ByAccessionNumber(String accessionNumber) implements StudyAccess {}

    /**
     * Studies whose patient's name, in any of its component groups, begins with {@code foldedPrefix} once folded by
     * {@code org.muniment.dicom.NameKey}; at least one character long.
     */
    record ByPatientName(String foldedPrefix) implements StudyAccess {}

    /** Study dates from {@code from} to {@code to}, both included; newest first. */
    record ByStudyDate(LocalDate from, LocalDate to) implements StudyAccess {}
}
