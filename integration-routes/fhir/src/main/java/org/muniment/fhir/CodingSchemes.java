package org.muniment.fhir;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The code systems that DICOM's coding scheme designators (PS3.16 8) and HL7's coding system names (table 0396) stand for. */
public final class CodingSchemes {

    public static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    public static final String SNOMED = "http://snomed.info/sct";

    /** The UID of the scheme DCM (PS3.16 8), which means the same. */
    private static final String DCM_UID = "urn:oid:1.2.840.10008.2.16.4";

    /** Modalities (PS3.3 C.7.3.1.1.1) that are in the DCM code system as FHIR R4 defines it, which it takes for complete. */
    private static final Set<String> MODALITIES_OF_FHIR = Set.of(
            ("AR AU BDUS BI BMD CR CT DG DX ECG EPS ES GM HC HD IO IVOCT IVUS KER KO LEN LP LS MG MR NM OAM OCT OP OPM OPT OPV OSS OT PR PT PX "
                            + "REG RF RG RTDOSE RTIMAGE RTPLAN RTRECORD RTSTRUCT SEG SM SMR SR SRF TG US VA XA XC")
                    .split(" "));

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

    /** By which a modality's code is told: newer ones, such as DOC, and private ones are no codes of DCM as FHIR's validators know it. */
    public static String systemOfModality(String code) {
        return MODALITIES_OF_FHIR.contains(code) ? DCM : DCM_UID;
    }

    public static boolean isOfModalities(String system) {
        return system.equals(DCM) || system.equals(DCM_UID);
    }

    /** Empty for local schemes and unknown ones. */
    public static Optional<String> system(String designator) {
        return Optional.ofNullable(SYSTEMS.get(designator));
    }
}
