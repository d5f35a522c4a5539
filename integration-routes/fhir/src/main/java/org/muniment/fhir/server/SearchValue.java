package org.muniment.fhir.server;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;

/** Values of search parameters on their way into a query of the archive. */
final class SearchValue {

    private SearchValue() {}

    /** FHIR compares whole values: what DICOM would take for a wildcard, or for two values, is refused, as no query could mean it. */
    static String literal(String parameter, String value) {
        if (value == null || value.isBlank()) throw new InvalidRequestException(parameter + ": is empty");
        if (value.chars().anyMatch(c -> c == '*' || c == '?' || c == '\\' || Character.isISOControl(c)))
            throw new InvalidRequestException(parameter + ": the characters * ? \\ can't be searched");
        return value;
    }
}
