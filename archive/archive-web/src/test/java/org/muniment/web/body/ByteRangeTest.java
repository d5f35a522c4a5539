package org.muniment.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=90-, 90, 10",
        "bytes=90-1000, 90, 10",
        "bytes=-10, 90, 10",
        "bytes=-1000, 0, 100",
        "'bytes = 1 - 2', 1, 2",
        "bytes=0-999999999999999999, 0, 100",
    })
    void shouldBeWithinTheBody(String range, long from, long count) {
        assertThat(ByteRange.of(range, 100)).hasValue(new ByteRange(from, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=x", "bytes=9999999999999999999-"
            })
    void shouldBeIgnoredWhereItIsNone(String range) {
        assertThat(ByteRange.of(range, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
    void shouldBeRefusedWhereTheBodyDoesNotHaveIt(String range) {
        assertThatThrownBy(() -> ByteRange.of(range, 100)).isInstanceOf(ErrorResponseException.class);
    }

    @Test
    void shouldNotBeHadOfAnEmptyBody() {
        assertThatThrownBy(() -> ByteRange.of("bytes=-1", 0)).isInstanceOf(ErrorResponseException.class);
    }
}
