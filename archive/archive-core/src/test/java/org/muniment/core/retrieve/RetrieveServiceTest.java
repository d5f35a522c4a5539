package org.muniment.core.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.find.QueryLevel;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

class RetrieveServiceTest {

    @TempDir
    Path root;

    private TestArchive archive;

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    @Nested
    class Finding {

        @BeforeEach
        void store() {
            for (int study = 1; study <= 2; study++)
                for (int series = 1; series <= 2; series++)
                    for (int instance = 1; instance <= 2; instance++)
                        archive.store(new SampleDataSet(study, series, instance));
            archive.store(new SampleDataSet(3, 1, 1).with(Tag.PatientID, VR.LO, "P1"));
        }

        @Test
        void shouldFindAllOfAPatient() {
            assertThat(found(QueryLevel.PATIENT, "P1", List.of(), List.of(), List.of()))
                    .containsExactlyInAnyOrder("1.1.1", "1.1.2", "1.2.1", "1.2.2", "3.1.1");
        }

        @Test
        void shouldFindStudies() {
            assertThat(found(QueryLevel.STUDY, null, List.of("2", "3", "2", "9"), List.of(), List.of()))
                    .containsExactly("2.1.1", "2.1.2", "2.2.1", "2.2.2", "3.1.1");
        }

        @Test
        void shouldFindSeriesWithAndWithoutTheirStudy() {
            assertThat(found(QueryLevel.SERIES, null, List.of("1"), List.of("1.2", "2.1"), List.of()))
                    .containsExactly("1.2.1", "1.2.2");
            assertThat(found(QueryLevel.SERIES, null, List.of(), List.of("1.2", "2.1"), List.of()))
                    .containsExactly("1.2.1", "1.2.2", "2.1.1", "2.1.2");
        }

        @Test
        void shouldFindInstancesWithAndWithoutTheirSeries() {
            List<String> uids = List.of("1.2.1", "1.1.1", "2.1.1");
            assertThat(found(QueryLevel.IMAGE, null, List.of("1"), List.of("1.1"), uids))
                    .containsExactly("1.1.1");
            assertThat(found(QueryLevel.IMAGE, null, List.of("1"), List.of(), uids))
                    .containsExactly("1.2.1", "1.1.1");
            assertThat(found(QueryLevel.IMAGE, null, List.of(), List.of(), uids))
                    .containsExactlyElementsOf(uids);
        }

        @Test
        void shouldFindNothingOfAnotherPatient() {
            assertThat(found(QueryLevel.STUDY, "P2", List.of("1"), List.of(), List.of()))
                    .isEmpty();
            assertThat(found(QueryLevel.SERIES, "P2", List.of("1"), List.of("1.1"), List.of()))
                    .isEmpty();
            assertThat(found(QueryLevel.IMAGE, "P2", List.of(), List.of(), List.of("1.1.1")))
                    .isEmpty();
            assertThat(found(QueryLevel.IMAGE, "P1", List.of(), List.of(), List.of("1.1.1")))
                    .hasSize(1);
        }

        @Test
        void shouldLookNoFurtherThanItIsRead() {
            RetrieveKeys keys = keys(QueryLevel.STUDY, null, List.of("1", "2"), List.of(), List.of());
            try (Stream<InstanceRecord> found = archive.retrieve.find(keys)) {
                assertThat(found.iterator().next().id()).isEqualTo(new SampleDataSet(1, 1, 1).id());
            }
        }

        private List<String> found(
                QueryLevel level, String patientId, List<String> studies, List<String> series, List<String> instances) {
            try (Stream<InstanceRecord> found =
                    archive.retrieve.find(keys(level, patientId, studies, series, instances))) {
                return found.map(instance -> instance.id().instance().value().substring("2.25.".length()))
                        .toList();
            }
        }

        private RetrieveKeys keys(
                QueryLevel level, String patientId, List<String> studies, List<String> series, List<String> instances) {
            return new RetrieveKeys(
                    level,
                    Optional.ofNullable(patientId),
                    studies.stream()
                            .map(uid -> new StudyInstanceUid("2.25." + uid))
                            .toList(),
                    series.stream()
                            .map(uid -> new SeriesInstanceUid("2.25." + uid))
                            .toList(),
                    instances.stream()
                            .map(uid -> new SopInstanceUid("2.25." + uid))
                            .toList());
        }
    }

    @Nested
    class GivingOut {

        private final SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(200_000);

        @Test
        void shouldGiveTheBytesThatWereSent() throws IOException {
            InstanceRecord instance = archive.store(sent).instance();
            try (InputStream in = archive.retrieve.file(instance).openDataSet()) {
                assertThat(in.readAllBytes()).isEqualTo(sent.toBytes());
            }
            assertThat(written(instance, UID.ExplicitVRLittleEndian)).isEqualTo(sent.toBytes());
        }

        @Test
        void shouldConvertBetweenNativeSyntaxes() throws IOException {
            InstanceRecord instance = archive.store(sent).instance();
            List<String> natives = List.of(
                    UID.ExplicitVRLittleEndian,
                    UID.ImplicitVRLittleEndian,
                    UID.ExplicitVRBigEndian,
                    UID.DeflatedExplicitVRLittleEndian);
            assertThat(archive.retrieve.convertibleTo(instance))
                    .startsWith(UID.ExplicitVRLittleEndian)
                    .containsAll(natives);
            for (String syntax : natives)
                assertThat(DicomReader.readDataSet(written(instance, syntax), TransferSyntax.of(syntax)))
                        .as(syntax)
                        .isEqualTo(sent.attributes());
        }

        @Test
        void shouldGiveOutOnlyAsItIsWhatCannotBeDecoded() {
            InstanceRecord instance = archive.store(sent).instance();
            InstanceRecord video = new InstanceRecord(
                    instance.id(),
                    instance.sopClassUid(),
                    UID.MPEG4HP41,
                    instance.location(),
                    instance.size(),
                    instance.dataSetOffset(),
                    instance.digest(),
                    instance.receivedAt(),
                    instance.source(),
                    instance.attributes());
            assertThat(archive.retrieve.convertibleTo(video)).containsExactly(UID.MPEG4HP41);
            assertFails(video, UID.ExplicitVRLittleEndian, ErrorCode.NOT_CONVERTIBLE);
        }

        @Test
        void shouldEncodeAndDecodePixels() throws IOException {
            SampleDataSet image = new SampleDataSet(1, 1, 2);
            image.attributes().setInt(Tag.BitsAllocated, VR.US, 16);
            InstanceRecord instance = archive.store(image).instance();
            assertThat(archive.retrieve.convertibleTo(instance)).contains(UID.JPEGLSLossless);

            byte[] encoded = written(instance, UID.JPEGLSLossless);

            assertThat(DicomReader.readDataSet(encoded, TransferSyntax.of(UID.JPEGLSLossless))
                            .get(Tag.PixelData)
                            .value())
                    .isInstanceOf(Value.Fragments.class);
            assertFails(archive.store(sent).instance(), UID.JPEGLSLossless, ErrorCode.NOT_CONVERTIBLE);
        }

        @Test
        void shouldSaySoWhereTheObjectIsLost() {
            InstanceRecord instance = archive.store(sent).instance();
            archive.files.delete(instance.location().key());
            assertFails(instance, UID.ExplicitVRLittleEndian, ErrorCode.NOT_FOUND);
        }

        @Test
        void shouldSaySoWhereTheObjectIsCutOff() throws IOException {
            InstanceRecord instance = archive.store(sent).instance();
            Path file =
                    root.resolve("objects").resolve(instance.location().key().path());
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100_000));
            assertFails(instance, UID.ExplicitVRLittleEndian, ErrorCode.CORRUPT_OBJECT);
            assertFails(instance, UID.ImplicitVRLittleEndian, ErrorCode.CORRUPT_OBJECT);
        }

        @Test
        void shouldLeaveTheReceiversFailureAsItIs() {
            InstanceRecord instance = archive.store(sent).instance();
            OutputStream gone = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("association aborted");
                }
            };
            for (String syntax : List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian))
                assertThatThrownBy(() -> archive.retrieve.writeDataSet(archive.retrieve.file(instance), syntax, gone))
                        .isInstanceOf(IOException.class)
                        .hasMessage("association aborted");
        }

        private byte[] written(InstanceRecord instance, String syntax) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            archive.retrieve.writeDataSet(archive.retrieve.file(instance), syntax, out);
            return out.toByteArray();
        }

        private void assertFails(InstanceRecord instance, String syntax, ErrorCode code) {
            assertThatThrownBy(() -> written(instance, syntax))
                    .asInstanceOf(type(ArchiveException.class))
                    .extracting(ArchiveException::code)
                    .isEqualTo(code);
        }
    }
}
