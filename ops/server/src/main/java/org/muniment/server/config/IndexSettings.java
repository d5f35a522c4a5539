package org.muniment.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.muniment.index.cassandra.CassandraIndexConfig.Consistency;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The index on Cassandra.
 *
 * @param backend a node of our own or a cluster run by somebody else
 * @param keyspace created when it is not there
 * @param consistency of reads and writes alike
 * @param requestTimeout after which a statement has failed
 */
public record IndexSettings(
        @NotNull @DefaultValue("embedded") Backend backend,
        @NotNull
                @Pattern(regexp = "[a-z][a-z0-9_]{0,47}", message = "must be a lower-case CQL identifier")
                @DefaultValue("muniment")
                String keyspace,
        @NotNull @DefaultValue("local-quorum") Consistency consistency,
        @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration requestTimeout,
        @Valid @DefaultValue Embedded embedded,
        @Valid @DefaultValue External external) {

    public enum Backend {
        EMBEDDED,
        EXTERNAL
    }

    /**
     * The node in a child JVM, under {@code <home>/cassandra}.
     *
     * @param nativePort CQL port on 127.0.0.1; 0 takes a free one
     * @param heapMegabytes largest heap of the child JVM
     */
    public record Embedded(
            @Min(0) @Max(65535) @DefaultValue("0") int nativePort,
            @Min(256) @DefaultValue("768") int heapMegabytes,
            @NotNull @DurationMin(millis = 1) @DefaultValue("3m") Duration startTimeout,
            @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration stopTimeout) {}

    /**
     * A cluster somebody else runs.
     *
     * @param contactPoints {@code host:port} of some of its nodes
     * @param datacenter the one that is local to this server
     * @param replicationFactor copies in that datacenter, when the keyspace has to be created
     * @param username empty where the cluster asks for none
     */
    public record External(
            @NotNull @DefaultValue
                    List<@Pattern(regexp = ".+:\\d{1,5}", message = "must be host:port") String> contactPoints,
            @NotBlank @DefaultValue("datacenter1") String datacenter,
            @Min(1) @DefaultValue("3") int replicationFactor,
            @NotNull @DefaultValue("") String username,
            @NotNull @DefaultValue("") String password) {

        /** Never with the password: settings end up in logs. */
        @Override
        public String toString() {
            return "External[" + contactPoints + ", " + datacenter + "]";
        }
    }

    @AssertTrue(message = "external.contact-points must name a node when backend is external")
    public boolean isReachable() {
        return backend == Backend.EMBEDDED || !external.contactPoints().isEmpty();
    }
}
