package org.muniment.web.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.JobState;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobKind;
import org.muniment.lifecycle.engine.job.JobService;
import org.muniment.lifecycle.engine.job.Scope;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is being done to studies, on whichever node. */
@RestController
@RequestMapping("/api/lifecycle")
final class JobController {

    private static final int MOST_LISTED = 1000;

    private final JobService jobs;

    JobController(JobService jobs) {
        this.jobs = jobs;
    }

    /** A job as it is told. */
    record JobBody(
            String kind,
            String study,
            JobState state,
            String step,
            String priority,
            int attempts,
            Instant notBefore,
            String note,
            String node,
            String submittedBy,
            Instant submittedAt) {

        static JobBody of(Job job) {
            return new JobBody(
                    lower(job.kind()),
                    job.study().value(),
                    job.state(),
                    job.step(),
                    lower(job.priority()),
                    job.attempts(),
                    job.row().progress().notBefore(),
                    job.note(),
                    job.row().lease().owner(),
                    job.by(),
                    job.submittedAt());
        }

        private static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those that wait or run, or those that are parked; without a state both. */
    @GetMapping("/jobs")
    List<JobBody> list(
            @RequestParam(required = false) String state,
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) StudyInstanceUid study,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) throw new BadParameterException("limit", "must be 1 to " + MOST_LISTED);
        Optional<JobState> wanted = Optional.ofNullable(state).map(JobController::state);
        Optional<JobKind> only = Optional.ofNullable(kind).map(JobController::kind);
        Stream<Job> found = study != null
                ? jobs.of(study).stream()
                : listed(wanted, wanted.isEmpty() && only.isEmpty() ? limit : MOST_LISTED);
        return found.filter(job -> wanted.isEmpty() || job.state() == wanted.get())
                .filter(job -> only.isEmpty() || job.kind() == only.get())
                .limit(limit)
                .map(JobBody::of)
                .toList();
    }

    private Stream<Job> listed(Optional<JobState> wanted, int limit) {
        Stream<Job> parked = wanted.filter(state -> state != JobState.PARKED).isPresent()
                ? Stream.empty()
                : jobs.parked(limit).stream();
        Stream<Job> unfinished =
                wanted.filter(state -> state == JobState.PARKED).isPresent()
                        ? Stream.empty()
                        : jobs.unfinished(limit).stream();
        return Stream.concat(parked, unfinished);
    }

    private static JobState state(String text) {
        return Stream.of(JobState.WAITING, JobState.RUNNING, JobState.PARKED)
                .filter(state -> state.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new BadParameterException("state", "must be waiting, running or parked"));
    }

    private static JobKind kind(String text) {
        return Stream.of(JobKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () -> new BadParameterException("kind", "must be migrate, recall, verify, repair or dispose"));
    }

    /** The unfinished job, or the last one that finished. */
    @GetMapping("/jobs/{kind}/{study}")
    JobBody show(@PathVariable String kind, @PathVariable StudyInstanceUid study) {
        return jobs.find(kind(kind), study)
                .map(JobBody::of)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there is no such job"));
    }

    @PostMapping("/jobs/{kind}/{study}/retry")
    JobBody retry(@PathVariable String kind, @PathVariable StudyInstanceUid study) {
        return JobBody.of(jobs.retry(kind(kind), study, caller()));
    }

    /** All parked jobs of a kind, such as those that a tier's outage has left. @return how many */
    @PostMapping("/jobs/{kind}/retry")
    Retried retryAll(@PathVariable String kind) {
        List<Job> parked = jobs.parked(kind(kind), Integer.MAX_VALUE);
        parked.forEach(job -> jobs.retry(job.kind(), job.study(), caller()));
        return new Retried(parked.size());
    }

    record Retried(int jobs) {}

    /** What was approved is not undone here: who wants a disposal not to happen restores the study. */
    @DeleteMapping("/jobs/{kind}/{study}")
    JobBody cancel(@PathVariable String kind, @PathVariable StudyInstanceUid study) {
        if (kind(kind) == JobKind.DISPOSE)
            throw new ArchiveException(ErrorCode.NOT_PERMITTED, "a disposal is ended by restoring the study");
        return JobBody.of(jobs.cancel(kind(kind), study, caller()));
    }

    @GetMapping("/pauses")
    List<String> paused() {
        return jobs.paused().stream().map(Scope::value).toList();
    }

    @PutMapping("/pauses/{scope}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(@PathVariable String scope) {
        jobs.pause(new Scope(scope), caller());
    }

    @DeleteMapping("/pauses/{scope}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String scope) {
        jobs.resume(new Scope(scope), caller());
    }

    private static String caller() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }
}
