package org.muniment.server.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Taking instances in.
 *
 * @param busyTimeout how long to wait for another sender that is storing the same instance, and for memory
 * @param indexTimeout how long to wait for the index beyond its own deadlines
 * @param leadLimit what may come of a data set before its Study and Series Instance UID are known
 * @param indexThreads calls to the index that run beside the writing of objects
 * @param indexQueue how many more such calls may wait
 */
public record IngestSettings(
        @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration busyTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration indexTimeout,
        @NotNull @DefaultValue("4MB") DataSize leadLimit,
        @Min(1) @DefaultValue("16") int indexThreads,
        @Min(1) @DefaultValue("256") int indexQueue) {}
