package org.muniment.lifecycle.records.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muniment.archive.object.Sha256;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/** Who put which version of one kind in force or out of it, the first one first. Entries are only ever added. */
record ActivationLog(List<Entry> entries) {

    record Entry(String name, int version, String sha256, boolean inForce, String by, Instant at) {

        static Entry of(Activation activation) {
            PolicyVersion version = activation.version();
            return new Entry(
                    version.name(),
                    version.version(),
                    version.digest().hex(),
                    activation.inForce(),
                    activation.by(),
                    activation.at());
        }

        Activation activation() {
            return new Activation(new PolicyVersion(name, version, new Sha256(sha256)), inForce, by, at);
        }
    }

    ActivationLog {
        entries = List.copyOf(entries);
    }

    static ActivationLog empty() {
        return new ActivationLog(List.of());
    }

    /** Never at the time of an entry before, whatever the clock says: the order of time is the order of entries. */
    ActivationLog with(PolicyVersion version, boolean inForce, String by, Instant now) {
        Instant last = entries.isEmpty()
                ? Instant.MIN
                : entries.get(entries.size() - 1).at();
        Instant at = now.isAfter(last) ? now : last.plusMillis(1);
        List<Entry> more = new ArrayList<>(entries);
        more.add(Entry.of(new Activation(version, inForce, by, at)));
        return new ActivationLog(more);
    }

    List<Activation> activations() {
        return entries.stream().map(Entry::activation).toList();
    }
}
