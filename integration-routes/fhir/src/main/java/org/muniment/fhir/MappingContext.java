package org.muniment.fhir;

import java.net.URI;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What translations need to know beside what they translate.
 *
 * @param zone of the times in data sets that do not say theirs
 * @param dicomWeb where the archive's DICOMweb services are, as clients reach them; asked when it is told
 */
public record MappingContext(IdentifierSystems systems, ZoneId zone, Supplier<URI> dicomWeb) {

    public MappingContext {
        Objects.requireNonNull(systems);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(dicomWeb);
    }
}
