package org.muniment.fhir.out;

import java.util.Optional;
import org.muniment.core.feed.StudyState;

/** A study as an ImagingStudy that stands by itself on another server, in JSON. */
@FunctionalInterface
public interface StudyDocument {

    /** Empty where nothing is known of the study, so that there is nothing to tell. */
    Optional<String> of(StudyState state);
}
