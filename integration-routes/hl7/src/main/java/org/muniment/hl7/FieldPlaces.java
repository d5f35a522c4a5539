package org.muniment.hl7;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in an order group the values are that senders put in different places; the first place that has one counts.
 *
 * @param places by the name of the value, as {@code OBR-18} or {@code OBR-18.2}
 */
public record FieldPlaces(Map<String, List<Place>> places) {

    static final String ACCESSION = "accessionNumber";
    static final String STUDY = "studyInstanceUid";
    static final String PROCEDURE_ID = "requestedProcedureId";
    static final String STEP_ID = "scheduledProcedureStepId";
    static final String MODALITY = "modality";
    static final String STATION = "stationAeTitle";
    static final String START = "startTime";
    static final String ADMISSION = "admissionId";

    private static final Pattern PLACE = Pattern.compile("([A-Z][A-Z0-9]{2})-(\\d{1,3})(?:\\.(\\d{1,2}))?");

    /** As IHE RAD TF-2 4.2 and 4.4 have it, and what was usual before there was IPC. */
    public static final FieldPlaces USUAL = of(Map.of(
            ACCESSION, List.of("IPC-1", "OBR-18"),
            STUDY, List.of("IPC-3", "ZDS-1"),
            PROCEDURE_ID, List.of("IPC-2", "OBR-19"),
            STEP_ID, List.of("IPC-4", "OBR-20"),
            MODALITY, List.of("IPC-5", "OBR-24"),
            STATION, List.of("IPC-9", "OBR-21"),
            START, List.of("TQ1-7", "ORC-7.4", "OBR-27.4", "OBR-36"),
            ADMISSION, List.of("PV1-19", "PID-18")));

    /** @param component 1 where it is not named */
    public record Place(String segment, int field, int component) {}

    public FieldPlaces {
        places = Map.copyOf(places);
    }

    /** @throws IllegalArgumentException where a place or a name of a value is not one */
    public static FieldPlaces of(Map<String, List<String>> texts) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        texts.forEach((name, where) ->
                places.put(name, where.stream().map(FieldPlaces::place).toList()));
        return new FieldPlaces(places);
    }

    /** These, where they are not the usual ones. */
    public FieldPlaces orUsual() {
        List<String> unknown = new ArrayList<>(places.keySet());
        unknown.removeAll(USUAL.places.keySet());
        if (!unknown.isEmpty())
            throw new IllegalArgumentException(
                    "fields has unknown " + unknown + ", not one of " + USUAL.places.keySet());
        Map<String, List<Place>> all = new LinkedHashMap<>(USUAL.places);
        all.putAll(places);
        return new FieldPlaces(all);
    }

    private static Place place(String text) {
        Matcher matcher = PLACE.matcher(text.strip());
        if (!matcher.matches()) throw new IllegalArgumentException("'" + text + "' is not a field such as OBR-18");
        String component = matcher.group(3);
        return new Place(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                component == null ? 1 : Integer.parseInt(component));
    }

    List<Place> of(String value) {
        return places.getOrDefault(value, List.of());
    }
}
