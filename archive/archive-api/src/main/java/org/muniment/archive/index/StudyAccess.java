package org.muniment.archive.index;

import java.time.LocalDate;
import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * The access paths to studies. Each costs what is read of it, never what the archive holds; its order is the same each time, as long as
 * nothing changes.
 */
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

    /** All studies: those with a study date newest first, then those without. To be read only as far as needed. */
    record Latest() implements StudyAccess {}
}
