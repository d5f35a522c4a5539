package org.muniment.fhir;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The URIs by which FHIR tells apart who issued an identifier, where DICOM and HL7 v2 have short local names.
 *
 * @param named the URI of each issuer that has one; the others' is derived: that of an OID or URI is itself, that of a local name a UUID made of it
 */
public record IdentifierSystems(Map<String, URI> named) {

    /** DICOM UIDs as identifiers: FHIR R4 ImagingStudy, 9.4.3. */
    public static final String DICOM_UID = "urn:dicom:uid";

    public static final String OID_PREFIX = "urn:oid:";

    /** An OID of at least two arcs (FHIR R4 2.24.0.1, type oid). */
    private static final String OID = "[0-2](\\.(0|[1-9][0-9]*))+";

    public static final IdentifierSystems DERIVED = new IdentifierSystems(Map.of());

    public IdentifierSystems {
        named = Map.copyOf(named);
    }

    /** Empty where the issuer is not known. */
    public Optional<String> of(String issuer) {
        if (issuer.isEmpty()) return Optional.empty();
        URI uri = named.get(issuer);
        if (uri != null) return Optional.of(uri.toString());
        if (issuer.matches(OID)) return Optional.of(OID_PREFIX + issuer);
        if (issuer.matches("(urn:|https?://)\\S+")) return Optional.of(issuer);
        return Optional.of("urn:uuid:" + UUID.nameUUIDFromBytes(issuer.getBytes(StandardCharsets.UTF_8)));
    }

    /** A UID as the value of an identifier in {@link #DICOM_UID}. */
    public static String value(String uid) {
        return OID_PREFIX + uid;
    }
}
