package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.yaml.Bytes;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** Reads the facts of an example: what is not given is unknown, {@code none} says that there is none. */
public final class FactsReader {

    private static final Set<String> KEYS = Set.of(
            "modality",
            "bodyPart",
            "department",
            "source",
            "facility",
            "imported",
            "birth",
            "death",
            "lastSeen",
            "lastExamOfKind",
            "lastTreatment",
            "discharge",
            "diagnoses",
            "procedures",
            "studyDate",
            "received",
            "lastViewed",
            "lastChange",
            "lastInEffect",
            "size");
    private static final StudyInstanceUid EXAMPLE = new StudyInstanceUid("2.25.1");

    private final YamlMap keys;

    private FactsReader(YamlMap keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException that names the key that is wrong */
    public static StudyFacts read(YamlMap keys) {
        keys.requireOnly(KEYS);
        return new FactsReader(keys).facts();
    }

    private StudyFacts facts() {
        return new StudyFacts(
                EXAMPLE,
                new Origin(
                        fact("modality", (map, key) -> Set.copyOf(map.texts(key))),
                        fact("bodyPart", YamlMap::requiredText),
                        fact("department", YamlMap::requiredText),
                        fact("source", YamlMap::requiredText),
                        fact("facility", YamlMap::requiredText),
                        fact("imported", YamlMap::flag)),
                new PatientFacts(Set.of(), Set.of(), date("birth"), date("death")),
                new CareFacts(
                        date("lastSeen"),
                        date("lastExamOfKind"),
                        date("lastTreatment"),
                        date("discharge"),
                        events("diagnoses"),
                        events("procedures")),
                new StudyDates(
                        date("studyDate"),
                        date("received"),
                        date("lastViewed"),
                        date("lastChange"),
                        date("lastInEffect")),
                new StorageFacts(keys.text("size").map(Bytes::of).orElse(0L), "1", List.of()));
    }

    private Fact<LocalDate> date(String key) {
        return fact(key, YamlMap::date);
    }

    private <T> Fact<T> fact(String key, BiFunction<YamlMap, String, T> value) {
        if (!keys.has(key)) return Fact.unknown();
        if (isNone(key)) return Fact.none();
        return Fact.of(value.apply(keys, key));
    }

    private Fact<List<CodedEvent>> events(String key) {
        if (isNone(key)) return Fact.of(List.of());
        return fact(
                key,
                (map, name) -> map.maps(name).stream().map(FactsReader::event).toList());
    }

    private static CodedEvent event(YamlMap keys) {
        keys.requireOnly(Set.of("system", "code", "date"));
        return new CodedEvent(keys.requiredText("system"), keys.requiredText("code"), keys.date("date"));
    }

    private boolean isNone(String key) {
        return keys.isText(key, "none");
    }
}
