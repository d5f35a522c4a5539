package org.muniment.routes.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.muniment.hl7.FieldPlaces;
import org.muniment.hl7.SourceSettings;

/**
 * A source as it appears in HL7 v2 messages.
 *
 * @param applications first components of MSH-3 it sends; at least one
 * @param facilities first components of MSH-4 it sends; empty for any
 */
public record Hl7Sender(List<String> applications, List<String> facilities, SourceSettings settings) {

    public Hl7Sender {
        applications = List.copyOf(applications);
        facilities = List.copyOf(facilities);
        Objects.requireNonNull(settings);
        if (applications.isEmpty()) throw new IllegalArgumentException("hl7 names no sendingApplication");
    }

    public boolean is(String application, String facility) {
        return applications.contains(application) && (facilities.isEmpty() || facilities.contains(facility));
    }

    /** Whether some message may be of both. */
    boolean sharesWith(Hl7Sender other) {
        boolean facility = facilities.isEmpty()
                || other.facilities.isEmpty()
                || facilities.stream().anyMatch(other.facilities::contains);
        return facility && applications.stream().anyMatch(other.applications::contains);
    }

    static Hl7Sender read(YamlMap keys, String defaultIssuer) {
        keys.requireOnly(
                Set.of("sendingApplication", "sendingFacility", "characterSet", "defaultCharacterSet", "fields"));
        SourceSettings usual = SourceSettings.DEFAULT;
        return new Hl7Sender(
                keys.texts("sendingApplication"),
                keys.texts("sendingFacility"),
                new SourceSettings(
                        keys.text("characterSet").map(SourceSettings::characterSet),
                        keys.text("defaultCharacterSet")
                                .map(SourceSettings::characterSet)
                                .orElse(usual.defaultCharacterSet()),
                        defaultIssuer,
                        keys.has("fields") ? fields(keys.map("fields")) : usual.fields()));
    }

    private static FieldPlaces fields(YamlMap keys) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        keys.keys().forEach(key -> places.put(key, keys.texts(key)));
        return FieldPlaces.of(places).orUsual();
    }
}
