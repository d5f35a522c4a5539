package org.muniment.lifecycle.records.disposition;

import java.util.List;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.records.certificate.Certificates;

/**
 * What is there of a study right before it goes.
 *
 * @param bytes of the instances
 * @param manifestParts in how many documents the manifest is kept
 * @param manifestSha256 of the whole manifest
 * @param about what is told of it when it is gone
 * @param containers copies beside the files they were received as
 */
public record Inventory(
        int series,
        int instances,
        long bytes,
        int manifestParts,
        String manifestSha256,
        About about,
        List<Copy> containers) {

    /**
     * What the certificate says of the study.
     *
     * @param studyDate in words, also where it is not known
     * @param patients see {@link Certificates#patient}
     * @param rejectionNotes SOP Instance UIDs
     */
    public record About(String studyDate, List<String> modalities, List<String> patients, List<String> rejectionNotes) {

        static About of(String destruction, StudyFacts facts, List<SopInstanceUid> notes) {
            return new About(
                    facts.dates().study().toString(),
                    facts.origin().modalities().fold(List::copyOf, List::of, why -> List.of()),
                    facts.patient().identifiers().stream()
                            .map(identifier -> Certificates.patient(destruction, identifier))
                            .sorted()
                            .toList(),
                    notes.stream().map(SopInstanceUid::value).toList());
        }
    }

    /** @param sha256 of the container; empty where it was never finished */
    public record Copy(
            String tier, int replica, String store, String key, long bytes, String sha256, int objects, String state) {

        static Copy of(Container container) {
            return new Copy(
                    container.tier(),
                    container.replica(),
                    container.location().store(),
                    container.location().key().path(),
                    container.size(),
                    container.digest().map(Sha256::hex).orElse(""),
                    container.objects(),
                    container.state().name());
        }
    }

    /** Whether it was there right before. */
    boolean names(Container container) {
        return containers.stream()
                .anyMatch(copy -> copy.store().equals(container.location().store())
                        && copy.key().equals(container.location().key().path()));
    }

    public Inventory {
        containers = List.copyOf(containers);
    }
}
