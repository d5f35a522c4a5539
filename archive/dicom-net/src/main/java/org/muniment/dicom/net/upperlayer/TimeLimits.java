package org.muniment.dicom.net.upperlayer;

import java.time.Duration;

/**
 * How long the upper layer waits.
 *
 * @param artim for the A-ASSOCIATE-RQ, its answer, and the peer's close (PS3.8 9.1.5)
 * @param idle for the next message
 * @param message for a PDU once begun, and for the next one of a message
 */
public record TimeLimits(Duration artim, Duration idle, Duration message) {}
