package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;

class DicomOptionsTest {

    @Test
    void shouldTakeEveryOptionFromTheUri() throws Exception {
        try (DicomTestContext context = DicomTestContext.prepare()) {
            context.camel.getRegistry().bind("mapper", StatusMapper.PROCESSING_FAILURE);
            DicomEndpoint endpoint = context.camel.getEndpoint(
                    "dicom:get:pacs.example:104?callingAet=ME&calledAet=PACS&informationModel=PATIENT_ROOT&relational=true"
                            + "&moveDestination=WS&storageSopClasses=1.2,1.3&transferSyntaxes=1.2.4&maxResults=5"
                            + "&connectTimeout=2s&dimseTimeout=PT3S&maxPduLength=16384&throwOnFailure=false"
                            + "&statusMapper=#mapper&listener=#listener",
                    DicomEndpoint.class);

            assertThat(endpoint.getHost()).isEqualTo("pacs.example");
            assertThat(endpoint.getPort()).isEqualTo(104);
            assertThat(endpoint.getListener()).isSameAs(context.listener);
            assertThat(endpoint.getStatusMapper()).isSameAs(StatusMapper.PROCESSING_FAILURE);
            ScuOptions scu = endpoint.getScu();
            assertThat(List.of(scu.getCallingAet(), scu.getCalledAet(), scu.getMoveDestination()))
                    .containsExactly("ME", "PACS", "WS");
            assertThat(scu.getInformationModel()).isEqualTo(InformationModel.PATIENT_ROOT);
            assertThat(scu.isRelational()).isTrue();
            assertThat(scu.isThrowOnFailure()).isFalse();
            assertThat(List.of(scu.getStorageSopClasses(), scu.getTransferSyntaxes()))
                    .containsExactly("1.2,1.3", "1.2.4");
            assertThat(List.of(scu.getMaxResults(), scu.getMaxPduLength())).containsExactly(5, 16384);
            assertThat(List.of(scu.getConnectTimeout(), scu.getDimseTimeout()))
                    .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
        }
    }

    @Test
    void shouldRefuseAnOptionThatDoesNotExist() throws Exception {
        try (DicomTestContext context = DicomTestContext.prepare()) {
            assertThatThrownBy(() -> context.camel.getEndpoint("dicom:echo:localhost:104?calledAE=PACS"))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .hasMessageContaining("calledAE");
        }
    }

    @Test
    void shouldBeDocumentedLikeTheHeaders() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Stream<String> options = Stream.of(DicomEndpoint.class, ScuOptions.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(UriParam.class) && field.getType() != ScuOptions.class)
                .map(Field::getName);
        Stream<String> headers = Arrays.stream(DicomHeaders.class.getFields()).map(DicomOptionsTest::constant);
        assertThat(Stream.concat(options, headers)).hasSizeGreaterThan(30).allSatisfy(name -> assertThat(readme)
                .contains("`" + name + "`"));
    }

    private static String constant(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
