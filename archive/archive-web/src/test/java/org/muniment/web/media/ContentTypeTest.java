package org.muniment.web.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {

    @Test
    void shouldTakeParametersQuotedAndUnquoted() {
        Map<String, String> expected = Map.of("type", "application/dicom", "boundary", "a b", "transfer-syntax", "*");
        assertThat(ContentType.parse(
                        "Multipart/Related;Type=\"application/dicom\" ; boundary=\"a\\ b\"; transfer-syntax=*"))
                .isEqualTo(new ContentType("multipart/related", expected));
        assertThat(ContentType.parse("multipart/related; type=application/dicom")
                        .parameter("type"))
                .contains("application/dicom");
    }

    @Test
    void shouldSplitAtCommasOutsideOfQuotes() {
        assertThat(ContentType.parseList("image/jpeg, multipart/related; type=\"a/b,c\", , */*"))
                .extracting(ContentType::name)
                .isEqualTo(List.of("image/jpeg", "multipart/related", "*/*"));
    }

    @Test
    void shouldTakeAPlusSignLostInAQueryParameter() {
        assertThat(ContentType.parse("application/dicom json").name()).isEqualTo("application/dicom+json");
    }

    @Test
    void shouldQuoteWhatIsNoToken() {
        assertThat(new ContentType("multipart/related", Map.of("type", "image/jls")))
                .hasToString("multipart/related; type=\"image/jls\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "image", "/jpeg", "image/jpeg; q", "a/b; c=\"d", "a/b; c=1; C=2", "a/b/c", "a/b, c/d", "<>/x"
            })
    void shouldRefuseWhatIsNoMediaType(String text) {
        assertThatThrownBy(() -> ContentType.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThatThrownBy(() -> ContentType.parseList("image/jpeg,".repeat(1000)))
                .hasMessageContaining("longer");
    }
}
