package org.muniment.routes.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Code;
import org.muniment.hl7.FieldPath;
import org.muniment.hl7.MessageFault;
import org.muniment.hl7.MessageFault.Condition;

class Hl7AnswersTest {

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheSenderTryAgainExactlyWhereThatCanHelp(ErrorCode code) {
        MessageAnswer answer = Hl7Answers.to(new ArchiveException(code, "the reason"));
        assertThat(answer.code()).isEqualTo(code.isRetryable() ? Code.AR : Code.AE);
        assertThat(answer.problem().orElseThrow().code()).isEqualTo(code.name());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectKindsOfMessagesAndParkOthers(Condition condition) {
        MessageAnswer answer = Hl7Answers.to(new MessageFault(condition, FieldPath.of("PID", 3), "the reason"));
        boolean ofKind = EnumSet.range(Condition.UNSUPPORTED_MESSAGE_TYPE, Condition.UNSUPPORTED_VERSION_ID)
                .contains(condition);
        assertThat(answer.code()).isEqualTo(ofKind ? Code.AR : Code.AE);
        assertThat(answer.problem().orElseThrow().place()).isEqualTo("PID-3");
        assertThat(answer.problem().orElseThrow().condition()).isEqualTo(condition.code());
    }

    @Test
    void shouldLeaveWithItsSenderWhatIsNotInTheJournal() {
        assertThat(Hl7Answers.unjournaled(new IllegalStateException("a bug")).code())
                .isEqualTo(Code.AR);
        assertThat(Hl7Answers.unjournaled(new ArchiveException(ErrorCode.NOT_FOUND, "the reason"))
                        .code())
                .isEqualTo(Code.AR);
    }

    @Test
    void shouldTellNothingOfWhatNobodyExpected() {
        MessageAnswer answer = Hl7Answers.to(new IllegalStateException("Müller has measles"));
        assertThat(answer.problem().orElseThrow().text()).doesNotContain("Müller");
    }
}
