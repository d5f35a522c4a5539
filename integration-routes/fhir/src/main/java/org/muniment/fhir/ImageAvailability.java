package org.muniment.fhir;

import java.util.Optional;
import org.muniment.core.tier.RecallState;

/**
 * Whether a study's images can be retrieved now, of which FHIR's ImagingStudy says nothing since R4: an extension of ours. Its definition is the resource
 * {@link #DEFINITION}, which the server gives out.
 */
public final class ImageAvailability {

    public static final String URL = "http://muniment.org/fhir/StructureDefinition/image-availability";

    /** On the class path, beside this class: the StructureDefinition (R4) as JSON. */
    public static final String DEFINITION = "image-availability.json";

    public static final String CODE = "code";
    public static final String RECALL = "recall";
    public static final String READY_UNTIL = "readyUntil";

    private ImageAvailability() {}

    /** A defined term of Instance Availability (0008,0056), PS3.3 C.4.23.1.1. */
    public static String code(RecallState images) {
        return images.isReadable() ? "ONLINE" : "NEARLINE";
    }

    /** What is done about it; empty where nobody asked for the study, or needs to. */
    public static Optional<String> recall(RecallState images) {
        return switch (images.state()) {
            case ONLINE, NEARLINE -> Optional.empty();
            case REQUESTED -> Optional.of("requested");
            case RECALLING -> Optional.of("recalling");
            case READY -> Optional.of("ready");
            case FAILED -> Optional.of("failed");
        };
    }
}
