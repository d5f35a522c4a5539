package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What remains of a study in the index: that it was here, and was destroyed by right.
 *
 * @param destructions more than one where it was received again and destroyed again
 */
public record Tombstone(String study, List<Entry> destructions) {

    /** @param certificate its number; null while the destruction is under way */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String destruction, String disposition, int instances, long bytes, Instant begunAt, Long certificate) {

        private Entry certified(long number) {
            return new Entry(destruction, disposition, instances, bytes, begunAt, number);
        }
    }

    public Tombstone {
        destructions = List.copyOf(destructions);
    }

    Tombstone with(Entry entry) {
        if (destructions.stream().anyMatch(other -> other.destruction().equals(entry.destruction()))) return this;
        List<Entry> more = new ArrayList<>(destructions);
        more.add(entry);
        return new Tombstone(study, more);
    }

    Tombstone certified(String destruction, long number) {
        return new Tombstone(
                study,
                destructions.stream()
                        .map(entry -> entry.destruction().equals(destruction) ? entry.certified(number) : entry)
                        .toList());
    }
}
