package org.muniment.fhir.server;

import org.muniment.archive.feed.ChangeFeed;
import org.muniment.archive.index.StudyIndex;
import org.muniment.core.feed.StudyStates;
import org.muniment.core.find.FindService;
import org.muniment.core.order.OrderService;

/**
 * What of the archive resources are made from.
 *
 * @param heldBack finds what was rejected
 * @param index what is in sight
 */
public record FhirArchive(
        FindService inSight,
        FindService heldBack,
        StudyIndex index,
        StudyStates states,
        ChangeFeed feed,
        PatientLookup patients,
        OrderService orders) {}
