package org.muniment.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The Hazelcast member of this server. It holds hints about series that are being stored, and metadata
 * that is asked for often; nothing in it matters when lost.
 *
 * @param clusterName members of another name are not joined
 * @param bind the one address listened on
 * @param port 0 takes a free one
 * @param members {@code host:port} of all servers of one archive; empty for a server by itself
 * @param maxEntries series remembered by each server
 * @param metadataSize memory of each server for the metadata of series
 * @param timeout how long the cache may take to answer before it counts as having none
 */
public record CacheSettings(
        @NotBlank @DefaultValue("muniment") String clusterName,
        @NotBlank @DefaultValue("127.0.0.1") String bind,
        @Min(0) @Max(65535) @DefaultValue("0") int port,
        @NotNull @DefaultValue List<@Pattern(regexp = ".+:\\d{1,5}", message = "must be host:port") String> members,
        @Min(1) @DefaultValue("50000") int maxEntries,
        @NotNull @DefaultValue("64MB") DataSize metadataSize,
        @NotNull @DurationMin(millis = 1) @DefaultValue("200ms") Duration timeout) {}
