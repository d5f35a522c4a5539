package org.muniment.lifecycle.policy.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "10y, 2014-04-01, 2024-04-01",
        "5y, 2020-02-29, 2025-03-01",
        "4y, 2020-02-29, 2024-02-29",
        "80y, 2020-02-29, 2100-03-01", // no leap year
        "1m, 2026-01-31, 2026-03-01",
        "1m, 2026-01-28, 2026-02-28",
        "18m, 2024-12-01, 2026-06-01",
        "30d, 2026-02-01, 2026-03-03",
        "1y 6m, 2020-01-15, 2021-07-15",
        "1y 1d, 2020-02-29, 2021-03-02",
        "0d, 2020-02-29, 2020-02-29",
    })
    void shouldEndOnTheNextDayThatExists(String span, LocalDate begin, LocalDate end) {
        assertThat(Span.of(span).after(begin)).isEqualTo(end);
    }

    @Test
    void shouldNeverEndEarlierForALaterBegin() {
        for (Span span : new Span[] {Span.of("1m"), Span.of("1y"), Span.of("5y 1m"), Span.of("11m 3d")}) {
            LocalDate day = LocalDate.of(2019, 1, 1);
            for (int i = 0; i < 2000; i++, day = day.plusDays(1))
                assertThat(span.after(day.plusDays(1))).isAfterOrEqualTo(span.after(day));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "10", "y", "10 y", "1y ", "-5y", "1m 1y", "1.5y", "ten years"})
    void shouldRefuseWhatIsNoSpan(String text) {
        assertThatThrownBy(() -> Span.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
