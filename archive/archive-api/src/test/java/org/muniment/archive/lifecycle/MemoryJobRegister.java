package org.muniment.archive.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Jobs in a plain map. */
public final class MemoryJobRegister implements JobRegister {

    private final Map<JobKey, JobRecord> jobs = new ConcurrentHashMap<>();
    private final Set<String> paused = new TreeSet<>();

    @Override
    public Optional<JobRecord> find(JobKey key) {
        return Optional.ofNullable(jobs.get(key));
    }

    @Override
    public boolean add(JobRecord first) {
        return jobs.putIfAbsent(first.key(), first) == null;
    }

    @Override
    public boolean replace(JobRecord previous, JobRecord next) {
        return jobs.replace(previous.key(), previous, next);
    }

    @Override
    public Stream<JobRecord> parked(String kind) {
        return all().stream().filter(job -> job.key().kind().equals(kind) && job.state() == JobState.PARKED);
    }

    @Override
    public synchronized Set<String> paused() {
        return Set.copyOf(paused);
    }

    @Override
    public synchronized void pause(String scope) {
        paused.add(scope);
    }

    @Override
    public synchronized void resume(String scope) {
        paused.remove(scope);
    }

    /** Whatever there is, for tests to look at. */
    public List<JobRecord> all() {
        return List.copyOf(jobs.values());
    }
}
