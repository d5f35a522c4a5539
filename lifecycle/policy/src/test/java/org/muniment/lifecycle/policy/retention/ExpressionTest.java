package org.muniment.lifecycle.policy.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.lifecycle.policy.facts.Evidence;
import org.muniment.lifecycle.policy.facts.Facts;
import org.muniment.lifecycle.policy.yaml.YamlMap;

/** What operators make of dates, of what has not happened, and of what is not known. */
class ExpressionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String FACTS =
            "studyDate: 2010-05-01, birth: 2004-02-29, death: none, discharge: none, lastSeen: 2009-01-01, received: 2010-05-02,"
                    + " lastChange: none, lastViewed: none, lastTreatment: 2012-01-01";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            clock: studyDate, plus: 5y                                                              | 2015-05-01
            clock: lastSeen, plus: 1y                                                               | 2011-05-01
            clock: lastChange, plus: 1y                                                             | 2011-05-02
            clock: lastExamOfKind, plus: 1y                                                         | undetermined
            birthday: 18                                                                            | 2022-03-01
            birthday: 20                                                                            | 2024-02-29
            never: true                                                                             | never
            clock: death, plus: 8y                                                                  | not yet
            clock: death, plus: 8y, ifNone: leaveOut                                                | not yet
            laterOf: [{clock: studyDate, plus: 1y}, {clock: lastTreatment, plus: 1y}]               | 2013-01-01
            earlierOf: [{clock: studyDate, plus: 1y}, {clock: lastTreatment, plus: 1y}]             | 2011-05-01
            laterOf: [{clock: studyDate, plus: 1y}, {clock: death, plus: 1y}]                       | not yet
            laterOf: [{clock: studyDate, plus: 1y}, {clock: death, plus: 1y, ifNone: leaveOut}]     | 2011-05-01
            earlierOf: [{clock: studyDate, plus: 1y}, {clock: death, plus: 1y}]                     | not yet
            earlierOf: [{clock: studyDate, plus: 1y}, {clock: death, plus: 1y, ifNone: leaveOut}]   | 2011-05-01
            laterOf: [{clock: death, plus: 1y, ifNone: leaveOut}]                                   | not yet
            laterOf: [{clock: studyDate, plus: 1y}, {never: true}]                                  | never
            earlierOf: [{clock: studyDate, plus: 1y}, {never: true}]                                | 2011-05-01
            laterOf: [{clock: studyDate, plus: 1y}, {clock: lastInEffect, plus: 1y}]                | undetermined
            earlierOf: [{clock: studyDate, plus: 1y}, {clock: lastInEffect, plus: 1y}]              | undetermined
            laterOf: [{never: true}, {clock: lastInEffect, plus: 1y}]                               | never
            earlierOf: [{never: true}, {clock: lastInEffect, plus: 1y}]                             | undetermined
            laterOf: [{clock: lastInEffect, plus: 1y, ifNone: leaveOut}, {clock: death, plus: 1y}]  | undetermined
            earlierOf: [{laterOf: [{clock: studyDate, plus: 9y}, {birthday: 18}]}, {clock: lastTreatment, plus: 3y}] | 2015-01-01
            """)
    void shouldCompute(String expression, String expected) {
        KeepUntil until = ExpressionReader.read(YamlMap.parse("{" + expression + "}"))
                .evaluate(new Evidence(Facts.of(FACTS), TODAY))
                .until();
        assertThat(until.toString().split(":")[0]).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clock: studyDate",
                "clock: lunchTime, plus: 5y",
                "clock: diagnosis, plus: 5y",
                "clock: studyDate, codes: 'ICD-10|C*', plus: 5y",
                "clock: diagnosis, codes: C50, plus: 5y",
                "clock: studyDate, plus: 5y, minus: 1y",
                "clock: studyDate, plus: 5y, ifNone: maybe",
                "birthday: 0",
                "birthday: 18, never: true",
                "never: false",
                "laterOf: []",
                "latestOf: [{never: true}]",
            })
    void shouldRefuse(String expression) {
        assertThatThrownBy(() -> ExpressionReader.read(YamlMap.parse("{" + expression + "}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
