package org.muniment.lifecycle.policy.facts;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What periods may be counted from. */
public enum StudyClock {
    STUDY_DATE("studyDate", "study date", facts -> facts.dates().study()),
    /** Never before the study itself, whatever was reported. */
    LAST_SEEN(
            "lastSeen",
            "patient last seen",
            facts -> notBefore(facts.dates().study(), facts.care().lastSeen())),
    /** This study where there is no later one. */
    LAST_EXAM_OF_KIND(
            "lastExamOfKind",
            "last exam of this kind at the facility",
            facts -> notBefore(facts.dates().study(), facts.care().lastExamOfKind())),
    BIRTH("birth", "birth", facts -> facts.patient().birth()),
    DEATH("death", "death", facts -> facts.patient().death()),
    /** The last of those the codes name. */
    DIAGNOSIS("diagnosis", "diagnosis", null),
    PROCEDURE("procedure", "procedure", null),
    LAST_TREATMENT("lastTreatment", "last treatment", facts -> facts.care().lastTreatment()),
    DISCHARGE("discharge", "discharge", facts -> facts.care().discharge()),
    RECEIVED("received", "received", facts -> facts.dates().received()),
    LAST_VIEWED("lastViewed", "last viewed", facts -> facts.dates().lastViewed()),
    /** Its arrival where nothing changed since. */
    LAST_CHANGE(
            "lastChange",
            "last change of the record",
            facts -> notBefore(facts.dates().received(), facts.dates().lastChange())),
    LAST_IN_EFFECT("lastInEffect", "last in effect", facts -> facts.dates().lastInEffect());

    /** Every study has them: if one is missing, something was not said. */
    private static final Set<StudyClock> ALWAYS_THERE =
            Set.of(STUDY_DATE, LAST_SEEN, LAST_EXAM_OF_KIND, BIRTH, RECEIVED, LAST_CHANGE);

    private final String key;
    private final String words;
    private final Function<StudyFacts, Fact<LocalDate>> date;

    StudyClock(String key, String words, Function<StudyFacts, Fact<LocalDate>> date) {
        this.key = key;
        this.words = words;
        this.date = date;
    }

    /** Its name in policy files. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String words() {
        return words;
    }

    /** Whether it is a date of coded events, which needs codes to be one. */
    public boolean isCoded() {
        return this == DIAGNOSIS || this == PROCEDURE;
    }

    Fact<LocalDate> read(StudyFacts facts, Set<CodePattern> codes) {
        Fact<LocalDate> read =
                switch (this) {
                    case DIAGNOSIS -> lastOf(facts.care().diagnoses(), codes);
                    case PROCEDURE -> lastOf(facts.care().procedures(), codes);
                    default -> date.apply(facts);
                };
        return ALWAYS_THERE.contains(this) ? read.orElse(() -> Fact.unknown("there is none")) : read;
    }

    private static Fact<LocalDate> lastOf(Fact<List<CodedEvent>> events, Set<CodePattern> codes) {
        return events.then(all -> all.stream()
                .filter(event -> codes.stream().anyMatch(code -> code.matches(event)))
                .map(CodedEvent::date)
                .max(Comparator.naturalOrder())
                .map(Fact::of)
                .orElseGet(Fact::none));
    }

    private static Fact<LocalDate> notBefore(Fact<LocalDate> floor, Fact<LocalDate> date) {
        return floor.then(least -> date.fold(
                value -> Fact.of(value.isBefore(least) ? least : value), () -> Fact.of(least), Fact::unknown));
    }
}
