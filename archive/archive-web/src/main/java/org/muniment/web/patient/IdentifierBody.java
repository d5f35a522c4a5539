package org.muniment.web.patient;

import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.web.problem.BadParameterException;

/** A patient's identifier; the issuer may be left out, and then is not known. */
record IdentifierBody(String id, String issuer) {

    static IdentifierBody of(PatientIdentifier identifier) {
        return new IdentifierBody(identifier.id(), identifier.issuer());
    }

    static PatientIdentifier required(String parameter, IdentifierBody body) {
        if (body == null || body.id() == null || body.id().isBlank())
            throw new BadParameterException(parameter, "must be an object with an id");
        return new PatientIdentifier(body.id(), body.issuer() == null ? "" : body.issuer());
    }
}
