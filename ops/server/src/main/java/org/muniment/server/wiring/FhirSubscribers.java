package org.muniment.server.wiring;

import java.util.List;
import org.muniment.core.feed.Subscriber;

/** The FHIR servers told of studies: as many as are configured, which beans of their own could not be. */
record FhirSubscribers(List<? extends Subscriber> all) {}
