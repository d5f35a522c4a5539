package org.muniment.lifecycle.records.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all studies looked at anew when other policies are in force than the last time that was done. For which policies it was done is written down afterwards, so that
 * whoever dies in between, or does it beside another node, only has studies looked at twice.
 */
public final class PolicyRollout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyRollout.class);
    private static final String COLLECTION = "policy-rollout";
    private static final String ID = "all";

    private final PolicyShelf policies;
    private final DocumentRegister register;
    private final Supplier<Stream<StudyInstanceUid>> studies;
    private final Consumer<StudyInstanceUid> look;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "policy-rollout");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param studies all there are, in sight and held back
     * @param look has a study looked at soon
     */
    public PolicyRollout(
            PolicyShelf policies,
            DocumentRegister register,
            Supplier<Stream<StudyInstanceUid>> studies,
            Consumer<StudyInstanceUid> look) {
        this.policies = policies;
        this.register = register;
        this.studies = studies;
        this.look = look;
    }

    /** @param every how often to see whether policies have changed */
    public void start(Duration every) {
        thread.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            long studies = rollOut();
            if (studies > 0) LOG.info("Policies have changed: {} studies are looked at anew", studies);
        } catch (ArchiveException e) {
            LOG.warn("Whether policies have changed is seen later: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The top of this thread: an exception would end the schedule.
            LOG.error("Whether policies have changed is seen later", e);
        }
    }

    /** @return how many studies are to be looked at; 0 where the policies are those of the last time */
    public long rollOut() {
        String now = inForce();
        Document before = register.find(COLLECTION, ID).orElse(null);
        if (now.equals(before == null ? json("") : before.json())) return 0;
        long count = 0;
        try (Stream<StudyInstanceUid> all = studies.get()) {
            for (StudyInstanceUid study : (Iterable<StudyInstanceUid>) all::iterator) {
                look.accept(study);
                count++;
            }
        }
        register.put(before == null ? Document.first(COLLECTION, ID, now) : before.next(now));
        return count;
    }

    private String inForce() {
        return json(Arrays.stream(PolicyKind.values())
                .flatMap(kind -> policies.list(kind).stream())
                .filter(PolicyState::inForce)
                .map(policy -> policy.kind() + " " + policy.name() + " " + policy.version())
                .sorted()
                .collect(Collectors.joining(", ")));
    }

    private static String json(String policies) {
        return "{\"inForce\":\"" + policies + "\"}";
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
