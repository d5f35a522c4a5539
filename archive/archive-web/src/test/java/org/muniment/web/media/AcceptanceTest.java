package org.muniment.web.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muniment.web.media.Representation.multipart;
import static org.muniment.web.media.Representation.single;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.UID;
import org.muniment.web.media.Representation.Origin;

class AcceptanceTest {

    private static String chosen(String accept, List<Representation> forms) {
        return Acceptance.of(accept).find(forms).map(Representation::accepted).orElse("406");
    }

    @Nested
    class OfMetadata {
        private final List<Representation> forms =
                List.of(single("application/dicom+json"), multipart("application/dicom+xml"));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "application/dicom+json | application/dicom+json",
                    "multipart/related; type=\"application/dicom+xml\" | multipart/related; type=\"application/dicom+xml\"",
                    "multipart/related; type=application/dicom+xml | multipart/related; type=\"application/dicom+xml\"",
                    "multipart/related | multipart/related; type=\"application/dicom+xml\"",
                    "*/* | application/dicom+json",
                    "application/* | application/dicom+json",
                    "text/html, */*;q=0.1 | application/dicom+json",
                    "application/dicom+json;q=0.2, multipart/related;type=\"application/dicom+xml\";q=0.8"
                            + " | multipart/related; type=\"application/dicom+xml\"",
                    "*/*, application/dicom+json;q=0 | multipart/related; type=\"application/dicom+xml\"",
                    "application/dicom+xml | 406",
                    "text/html | 406",
                    "*/*;q=0 | 406",
                })
        void shouldFollowQualityAndPrecision(String accept, String expected) {
            assertThat(chosen(accept, forms)).isEqualTo(expected);
        }
    }

    /** Frames of a JPEG-LS object that can be decoded, and encoded anew in JPEG 2000. */
    @Nested
    class OfCompressedFrames {
        private final List<Representation> forms = List.of(
                multipart("image/jls", UID.JPEGLSLossless, Origin.STORED),
                multipart("application/octet-stream", UID.ExplicitVRLittleEndian, Origin.DEFAULT),
                multipart("application/octet-stream", UID.JPEGLSLossless, Origin.STORED_ON_REQUEST),
                multipart("image/jp2", UID.JPEG2000Lossless, Origin.CONVERTED_ON_REQUEST));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "*/* | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
                    "multipart/related; type=\"application/octet-stream\""
                            + " | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
                    "multipart/related; type=application/octet-stream; transfer-syntax=*"
                            + " | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; transfer-syntax=* | image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; type=\"image/jls\" | image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; type=\"image/x-jls\" | image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; type=\"image/\" | image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; type=\"image/*\"; transfer-syntax=*"
                            + " | image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
                    "multipart/related; type=\"image/jp2\"; transfer-syntax=1.2.840.10008.1.2.4.90"
                            + " | image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90",
                    "multipart/related; type=\"image/jp2\"; transfer-syntax=*"
                            + " | image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90",
                    "multipart/related; type=\"image/jp2\" | 406",
                    "multipart/related; type=\"image/jls\"; transfer-syntax=1.2.840.10008.1.2.4.81 | 406",
                    "image/jls | 406",
                })
        void shouldGiveWhatIsMeant(String accept, String expected) {
            String form = Acceptance.of(accept)
                    .find(forms)
                    .map(Representation::contentType)
                    .orElse("406");
            assertThat(form).isEqualTo(expected);
        }
    }

    @Test
    void shouldPreferTheQueryParameterToTheHeader() {
        Acceptance acceptance =
                Acceptance.of(new String[] {"image/png"}, Collections.enumeration(List.of("image/jpeg")));
        assertThat(acceptance
                        .choose(List.of(single("image/jpeg"), single("image/png")))
                        .mediaType())
                .isEqualTo("image/png");
    }

    @Test
    void shouldTakeAnythingWhereNothingIsSaid() {
        Acceptance acceptance = Acceptance.of(null, Collections.emptyEnumeration());
        assertThat(acceptance.choose(List.of(single("image/jpeg"))).mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void shouldNameWhatCouldBeHad() {
        assertThatThrownBy(() -> Acceptance.of("text/html").choose(List.of(single("image/jpeg"), multipart("a/b"))))
                .isInstanceOfSatisfying(NotAcceptableException.class, e -> assertThat(e.available())
                        .containsExactly("image/jpeg", "multipart/related; type=\"a/b\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg;q=2", "image/jpeg;q=x", "image/jpeg;q=NaN", "multipart/related;type=;;x"})
    void shouldRefuseWhatMakesNoSense(String accept) {
        assertThatThrownBy(() -> Acceptance.of(accept)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBoundTheirNumber() {
        assertThatThrownBy(() -> Acceptance.of("a/b,".repeat(65))).hasMessageContaining("64");
    }
}
