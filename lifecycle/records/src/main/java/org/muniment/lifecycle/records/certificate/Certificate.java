package org.muniment.lifecycle.records.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is certified of one study's destruction. Its text is this record as JSON; its digest is that of the text, as {@code sha256sum} prints it.
 *
 * @param number from 1, without gaps
 * @param previous digest of the certificate before; of the first, 64 zeros
 * @param destruction id of the destruction, as rejection notes and audit trail name it
 * @param patients digests that tell whether it was a given patient's, see {@link Certificates#patient}
 * @param due the day from which the policies allowed it
 * @param rules under which policies, and by whose order
 * @param explanation how that day was computed, as it was reviewed and approved
 * @param looks when the archive checked policies, facts and holds anew
 * @param rejectionNotes SOP Instance UIDs of the notes that told it downstream (113039, DCM)
 * @param manifestSha256 digest of the list of all instances, to be had beside the certificate
 * @param copies beside the files as received; all are gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Certificate(
        long number,
        String previous,
        String archive,
        String destruction,
        String study,
        String studyDate,
        List<String> modalities,
        List<String> patients,
        LocalDate due,
        List<Rule> rules,
        String explanation,
        String disposition,
        String approvedList,
        Person proposed,
        Person reviewed,
        Person approved,
        Instant hiddenUntil,
        List<Look> looks,
        List<String> rejectionNotes,
        int series,
        int instances,
        long bytes,
        int manifestParts,
        String manifestSha256,
        List<Copy> copies,
        Instant begunAt,
        Instant destroyedAt) {

    public record Rule(
            String policy,
            int version,
            String sha256,
            String rule,
            String mandate,
            String citation,
            String keepUntil) {}

    public record Person(String by, Instant at, String remark) {}

    /** @param holds how many holds were in force in the archive; none of them covered the study */
    public record Look(Instant at, int holds) {}

    public record Copy(String tier, int replica, String location, long bytes, String sha256, int objects) {}

    public Certificate {
        modalities = List.copyOf(modalities);
        patients = List.copyOf(patients);
        rules = List.copyOf(rules);
        looks = List.copyOf(looks);
        rejectionNotes = List.copyOf(rejectionNotes);
        copies = List.copyOf(copies);
    }
}
