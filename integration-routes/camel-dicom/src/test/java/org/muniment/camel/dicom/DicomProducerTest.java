package org.muniment.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.Destination;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.RetrieveResponse;
import org.muniment.dicom.net.RetrieveResult;
import org.muniment.dicom.net.StoreScp;

class DicomProducerTest {

    @TempDir
    Path directory;

    private final List<Attributes> stored = new ArrayList<>();

    @Test
    void shouldEcho() throws Exception {
        try (DicomTestContext context = start("echo", exchange -> {})) {
            Exchange answer = context.camel.createProducerTemplate().send(context.producer("echo", ""), e -> {});
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(DicomHeaders.STATUS)).isEqualTo(0);
        }
    }

    @Test
    void shouldStoreAStreamByItsHeaders() throws Exception {
        try (DicomTestContext context = start("store", this::keep)) {
            context.camel
                    .createProducerTemplate()
                    .sendBodyAndHeaders(
                            context.producer("store", "&callingAet=SENDER"),
                            new ByteArrayInputStream(
                                    DicomWriter.toBytes(instance(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)),
                            Map.of(
                                    DicomHeaders.SOP_CLASS_UID, UID.SecondaryCaptureImageStorage,
                                    DicomHeaders.SOP_INSTANCE_UID, "1.2.3",
                                    DicomHeaders.TRANSFER_SYNTAX_UID, UID.ExplicitVRLittleEndian));
        }
        assertThat(stored).containsExactly(instance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.ExplicitVRLittleEndian,
                UID.ImplicitVRLittleEndian,
                UID.ExplicitVRBigEndian,
                UID.DeflatedExplicitVRLittleEndian
            })
    void shouldStoreAFileConvertingWhatThePeerDoesNotTake(String transferSyntax) throws Exception {
        Path file = directory.resolve("file.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeFile(
                    new FileMeta(UID.SecondaryCaptureImageStorage, "1.2.3", transferSyntax).toAttributes(),
                    instance(),
                    out);
        }
        try (DicomTestContext context = start("store", this::keep)) {
            context.camel.createProducerTemplate().sendBody(context.producer("store", ""), file);
            context.camel.createProducerTemplate().sendBody(context.producer("store", ""), file.toFile());
        }
        assertThat(stored).containsExactly(instance(), instance());
    }

    @Test
    void shouldFailOnAFailureUnlessToldNotTo() throws Exception {
        try (DicomTestContext context =
                start("find", exchange -> exchange.getMessage().setBody(DimseStatus.of(0xA900, "no level")))) {
            assertThatThrownBy(() -> context.camel
                            .createProducerTemplate()
                            .requestBody(context.producer("find", ""), new Attributes()))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(DimseStatusException.class)
                    .hasRootCauseMessage("C-FIND answered A900H (no level)");

            Exchange answer = context.camel
                    .createProducerTemplate()
                    .request(context.producer("find", "&throwOnFailure=false"), e -> e.getIn()
                            .setBody(new Attributes()));
            assertThat(answer.getMessage().getHeader(DicomHeaders.STATUS)).isEqualTo(0xA900);
            assertThat(answer.getMessage().getHeader(DicomHeaders.ERROR_COMMENT))
                    .isEqualTo("no level");
        }
    }

    @Test
    void shouldFindUpToTheMostResultsWanted() throws Exception {
        try (DicomTestContext context = start("find", exchange -> exchange.getMessage()
                .setBody(IntStream.range(0, 10_000).mapToObj(i -> instance())))) {
            List<?> matches = context.camel
                    .createProducerTemplate()
                    .requestBody(context.producer("find", "&maxResults=7"), new Attributes(), List.class);
            assertThat(matches).hasSize(7).first().isEqualTo(instance());
        }
    }

    @Test
    void shouldGetInstancesIntoItsReceiver() throws Exception {
        try (DicomTestContext context = start("get", exchange -> exchange.getMessage()
                .setBody(new RetrieveResult.SubOperations(null, List.of(file("1.2.3"), file("1.2.4")))))) {
            List<String> received = new ArrayList<>();
            StoreScp receiver = (association, request, dataSet) -> {
                dataSet.readAllBytes();
                received.add(request.sopInstanceUid());
                return DimseStatus.SUCCESS;
            };
            context.camel.getRegistry().bind("receiver", receiver);

            Exchange answer = context.camel
                    .createProducerTemplate()
                    .request(context.producer("get", "&receiver=#receiver"), e -> e.getIn()
                            .setBody(new Attributes()));

            assertThat(answer.getException()).isNull();
            assertThat(received).containsExactly("1.2.3", "1.2.4");
            assertThat(answer.getMessage().getHeader(DicomHeaders.COMPLETED)).isEqualTo(2);
        }
    }

    @Test
    void shouldMoveToADestination() throws Exception {
        List<Object> destinations = new ArrayList<>();
        try (DicomTestContext receiver = start("store", this::keep);
                DicomTestContext context = start("move", exchange -> {
                    destinations.add(exchange.getMessage().getHeader(DicomHeaders.MOVE_DESTINATION));
                    exchange.getMessage()
                            .setBody(new RetrieveResult.SubOperations(
                                    new Destination("DEST", "127.0.0.1", receiver.listener.port()),
                                    List.of(file("1.2.3"))));
                })) {
            Exchange answer = context.camel
                    .createProducerTemplate()
                    .request(context.producer("move", "&moveDestination=DEST"), e -> e.getIn()
                            .setBody(new Attributes()));

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage()
                            .getBody(RetrieveResponse.class)
                            .counts()
                            .completed())
                    .isEqualTo(1);
        }
        assertThat(destinations).containsExactly("DEST");
        assertThat(stored).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dicom:erase:localhost:104", "dicom:echo:localhost", "dicom:echo", "dicom:echo:a:b:c", "dicom:"})
    void shouldRefuseAnUriThatNamesNoServiceOfAPeer(String uri) throws Exception {
        try (DicomTestContext context = DicomTestContext.prepare()) {
            context.camel.start();
            assertThatThrownBy(() -> context.camel.createProducerTemplate().sendBody(uri, "x"))
                    .isInstanceOf(Exception.class);
        }
    }

    private PartTenFile file(String sopInstanceUid) throws Exception {
        Path file = directory.resolve(sopInstanceUid);
        Attributes dataSet = instance();
        dataSet.setString(Tag.SOPInstanceUID, VR.UI, sopInstanceUid);
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomWriter.writeFile(
                    new FileMeta(UID.SecondaryCaptureImageStorage, sopInstanceUid, UID.ExplicitVRLittleEndian)
                            .toAttributes(),
                    dataSet,
                    out);
        }
        return PartTenFile.open(file);
    }

    private void keep(Exchange exchange) throws Exception {
        String syntax = exchange.getMessage().getHeader(DicomHeaders.TRANSFER_SYNTAX_UID, String.class);
        stored.add(DicomReader.readDataSet(
                exchange.getMessage().getBody(java.io.InputStream.class), TransferSyntax.of(syntax)));
    }

    private static Attributes instance() {
        Attributes instance = new Attributes();
        instance.setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage);
        instance.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
        instance.setString(Tag.PatientID, VR.LO, "4711");
        return instance;
    }

    private static DicomTestContext start(String operation, Processor route) throws Exception {
        return DicomTestContext.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("dicom:" + operation).process(route);
            }
        });
    }
}
