package org.muniment.fhir.server;

import org.muniment.archive.feed.ChangeFeed;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.find.FindService;
import org.muniment.core.order.OrderService;

/**
 * What of the archive resources are made from.
 *
 * @param heldBack finds what was rejected
 */
public record FhirArchive(
        FindService inSight,
        FindService heldBack,
        StudyStates states,
        ChangeFeed feed,
        PatientLookup patients,
        OrderService orders) {}
