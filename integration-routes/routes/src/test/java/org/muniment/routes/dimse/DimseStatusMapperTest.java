package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.camel.dicom.DimseOperation;
import org.muniment.dicom.net.DimseStatus;

class DimseStatusMapperTest {

    /** By operation the failures its tables in PS3.4 and PS3.7 allow, each as first and last code of a range. */
    private static final List<String> GENERAL = List.of("0105-0106", "0110-0124", "0211-0213");

    private static final Map<DimseOperation, List<String>> ALLOWED = Map.of(
            DimseOperation.ECHO, List.of("0110-0110"),
            DimseOperation.STORE, List.of("A700-A7FF", "A900-A9FF", "C000-CFFF", "0110-0111", "0117-0117", "0124-0124"),
            DimseOperation.FIND, List.of("A700-A700", "A900-A900", "C000-CFFF", "0124-0124"),
            DimseOperation.MOVE, List.of("A701-A702", "A900-A900", "C000-CFFF", "0124-0124"),
            DimseOperation.GET, List.of("A701-A702", "A900-A900", "C000-CFFF", "0124-0124"));

    private final DimseStatusMapper mapper = new DimseStatusMapper();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEveryErrorCodeWithAFailureTheServiceKnows(DimseOperation operation) {
        for (ErrorCode code : ErrorCode.values()) {
            DimseStatus status = DimseStatusMapper.toStatus(operation, code);
            assertThat(status.isFailure()).as("%s %s", operation, code).isTrue();
            assertThat(operation.isNormalized() ? GENERAL : ALLOWED.get(operation))
                    .as("%s %s: %s", operation, code, status)
                    .anyMatch(range -> Integer.parseInt(range.substring(0, 4), 16) <= status.code()
                            && status.code() <= Integer.parseInt(range.substring(5), 16));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STORE, MALFORMED_DATA_SET, C000",
        "STORE, MISSING_ATTRIBUTE, A901",
        "STORE, DATA_SET_MISMATCH, A900",
        "STORE, DUPLICATE_INSTANCE, 0111",
        "STORE, NOT_PERMITTED, 0124",
        "STORE, OUT_OF_SPACE, A700",
        "STORE, INDEX_UNAVAILABLE, A700",
        "STORE, OVERLOADED, A700",
        "STORE, INTERNAL, 0110",
        "FIND, INVALID_QUERY, A900",
        "FIND, UNBOUNDED_QUERY, C001",
        "FIND, TOO_MANY_RESULTS, A700",
        "FIND, INDEX_UNAVAILABLE, A700",
        "MOVE, TOO_MANY_RESULTS, A701",
        "MOVE, INDEX_UNAVAILABLE, A701",
        "GET, STORE_UNAVAILABLE, A702",
        "GET, INVALID_QUERY, A900",
        "N_CREATE, DUPLICATE_INSTANCE, 0111",
        "N_CREATE, MISSING_ATTRIBUTE, 0120",
        "N_SET, NOT_FOUND, 0112",
        "N_SET, DATA_SET_MISMATCH, 0106",
        "N_ACTION, NOT_PERMITTED, 0124",
        "N_ACTION, INDEX_UNAVAILABLE, 0213",
    })
    void shouldSayWhatTheTablesOfTheStandardSay(DimseOperation operation, ErrorCode code, String status) {
        assertThat(DimseStatusMapper.toStatus(operation, code).code()).isEqualTo(Integer.parseInt(status, 16));
    }

    @Test
    void shouldNameTheReasonInTheErrorComment() {
        DimseStatus status = mapper.toStatus(
                DimseOperation.STORE,
                exchange,
                new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, "Study Instance UID is missing"));
        assertThat(status.comment()).isEqualTo("Study Instance UID is missing");
    }

    @Test
    void shouldKeepTheCommentWithinWhatTheElementHolds() {
        DimseStatus status = mapper.toStatus(
                DimseOperation.FIND,
                exchange,
                new ArchiveException(ErrorCode.INVALID_QUERY, "very ".repeat(30) + "wrong"));
        assertThat(status.comment()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void shouldTellNothingOfAFailureNobodyExpected() {
        for (Throwable failure : List.of(
                new IllegalStateException("DOE^JANE 1970"),
                new IOException("DOE^JANE"),
                new StackOverflowError(),
                new ArchiveException(ErrorCode.INTERNAL, "DOE^JANE"))) {
            DimseStatus status = mapper.toStatus(DimseOperation.STORE, exchange, failure);
            assertThat(status.code()).isEqualTo(0x0110);
            assertThat(status.comment()).isEqualTo("internal error, see the archive's log");
        }
    }

    @Test
    void shouldLogOfAFailureNobodyExpectedItsKindAndPlaceOnly() {
        Throwable failure = new IllegalStateException("DOE^JANE", new NumberFormatException("19700101"));
        StringWriter logged = new StringWriter();
        RedactedThrowable.of(failure).printStackTrace(new PrintWriter(logged));

        assertThat(logged.toString())
                .contains("java.lang.IllegalStateException", "java.lang.NumberFormatException", "DimseStatusMapperTest")
                .doesNotContain("DOE")
                .doesNotContain("1970");
    }

    @Test
    void shouldPassOnARoutesOwnRefusal() {
        DimseStatus refusal = DimseStatus.NOT_AUTHORIZED.withComment("this source may not store");
        assertThat(mapper.toStatus(DimseOperation.STORE, exchange, new DimseRefusal(refusal)))
                .isEqualTo(refusal);
    }
}
