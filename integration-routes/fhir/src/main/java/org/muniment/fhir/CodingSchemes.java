package org.muniment.fhir;

import java.util.Map;
import java.util.Optional;

/** The code systems that DICOM's coding scheme designators (PS3.16 8) and HL7's coding system names (table 0396) stand for. */
public final class CodingSchemes {

    public static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    public static final String SNOMED = "http://snomed.info/sct";

    /** SRT, SNM3 and 99SDM are older codes of SNOMED that its URI does not stand for, so they are not here. */
    private static final Map<String, String> SYSTEMS = Map.ofEntries(
            Map.entry("DCM", DCM),
            Map.entry("SCT", SNOMED),
            Map.entry("LN", "http://loinc.org"),
            Map.entry("RADLEX", "http://www.radlex.org"),
            Map.entry("UCUM", "http://unitsofmeasure.org"),
            Map.entry("I10", "http://hl7.org/fhir/sid/icd-10"),
            Map.entry("I9", "http://hl7.org/fhir/sid/icd-9-cm"),
            Map.entry("C4", "http://www.ama-assn.org/go/cpt"));

    private CodingSchemes() {}

    /** Empty for local schemes and unknown ones. */
    public static Optional<String> system(String designator) {
        return Optional.ofNullable(SYSTEMS.get(designator));
    }
}
