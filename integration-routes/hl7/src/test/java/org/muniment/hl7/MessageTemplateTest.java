package org.muniment.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

    @Test
    void shouldFillInWhatIsEscaped() {
        MessageTemplate template =
                MessageTemplate.of("MSH|^~\\&|{sender}\nPID|||{id}^^^{issuer}||{name/person}||{birth}|\n");
        String filled =
                template.fill(Map.of("sender", "A|B^C&D~E\\F", "id", "1", "name", "Müller^Jörg^Maria^Dr^Jr=山田^太郎"));
        assertThat(filled).isEqualTo("MSH|^~\\&|A\\F\\B\\S\\C\\T\\D\\R\\E\\E\\F\rPID|||1||Müller^Jörg^Maria^Jr^Dr\r");
        assertThat(template.places()).containsExactly("birth", "id", "issuer", "name", "sender");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORU_R01", "ORM_O01", "OMG_O19"})
    void shouldComeWithTheArchive(String name) {
        assertThat(MessageTemplate.named(name).places()).contains("studyInstanceUid", "controlId", "patientId");
    }

    @Test
    void shouldTellWhereThereIsNone() {
        assertThatThrownBy(() -> MessageTemplate.named("none")).hasMessageContaining("none");
        assertThatThrownBy(() -> MessageTemplate.of("PID|")).isInstanceOf(IllegalArgumentException.class);
    }
}
