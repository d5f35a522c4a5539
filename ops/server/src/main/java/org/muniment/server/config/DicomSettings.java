package org.muniment.server.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The DICOM listener and what a peer may cost.
 *
 * @param bind address of the interface to listen on
 * @param port 0 takes a free one
 * @param sources directory with one file per calling application
 * @param routing directory with one file per destination of routing
 * @param acceptUnknownSources development switch: takes any calling AE title
 * @param acceptAnyCalledAet whether peers may call us by another name than our own
 * @param maxPduLength largest P-DATA-TF we take (PS3.8 D.1)
 * @param maxAssociations established at once, over all peers
 * @param maxAssociationsPerPeer the same for one remote address
 * @param operationsWindow asynchronous operations granted at most (PS3.7 D.3.3.3)
 * @param backlog connections the kernel queues before we accept them
 * @param artimTimeout for the A-ASSOCIATE-RQ to come (PS3.8 9.1.5)
 * @param idleTimeout between messages
 * @param dimseTimeout for the next PDU within a message and for the peer to take what we write
 * @param recallTimeout how long a C-MOVE or C-GET waits for what has to be recalled
 */
public record DicomSettings(
        @NotBlank @DefaultValue("127.0.0.1") String bind,
        @Min(0) @Max(65535) @DefaultValue("11112") int port,
        @NotNull @DefaultValue("config/sources") Path sources,
        @NotNull @DefaultValue("config/routing") Path routing,
        @DefaultValue("false") boolean acceptUnknownSources,
        @DefaultValue("false") boolean acceptAnyCalledAet,
        @NotNull @DefaultValue("128KB") DataSize maxPduLength,
        @Min(1) @DefaultValue("256") int maxAssociations,
        @Min(1) @DefaultValue("256") int maxAssociationsPerPeer,
        @Min(1) @DefaultValue("16") int operationsWindow,
        @Min(1) @DefaultValue("128") int backlog,
        @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration artimTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("60s") Duration idleTimeout,
        @NotNull @DurationMin(millis = 1) @DefaultValue("60s") Duration dimseTimeout,
        @NotNull @DurationMin(millis = 0) @DefaultValue("5m") Duration recallTimeout) {

    @AssertTrue(message = "max-pdu-length must be 4KB to 1MB")
    public boolean isPduLengthWithinLimits() {
        return maxPduLength.compareTo(DataSize.ofKilobytes(4)) >= 0
                && maxPduLength.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }
}
