package org.muniment.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ErrorCode;
import org.springframework.http.HttpStatus;

class ErrorStatusTest {

    @ParameterizedTest
    @EnumSource
    void shouldBlameTheClientOnlyForWhatItCanChange(ErrorCode code) {
        HttpStatus status = ErrorStatus.of(code);
        switch (code.category()) {
            case INVALID, FORBIDDEN, CONFLICT, NOT_FOUND -> assertThat(status.is4xxClientError())
                    .isTrue();
            case CORRUPT, INTERNAL -> assertThat(status).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
            case UNAVAILABLE -> assertThat(status).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        }
        assertThat(status == HttpStatus.SERVICE_UNAVAILABLE).isEqualTo(code.isRetryable());
    }
}
