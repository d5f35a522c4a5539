package org.muniment.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

class IngestServiceTest {

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
    class ANewInstance {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    UID.ImplicitVRLittleEndian,
                    UID.ExplicitVRLittleEndian,
                    UID.ExplicitVRBigEndian,
                    UID.DeflatedExplicitVRLittleEndian
                })
        void shouldBeKeptByteForByte(String syntax) throws IOException {
            SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(300_000).in(TransferSyntax.of(syntax));
            IngestOutcome outcome = archive.store(sent);
            assertThat(outcome).isInstanceOf(IngestOutcome.Stored.class);
            assertThat(outcome.isSuccess()).isTrue();
            InstanceRecord row = outcome.instance();
            assertThat(row.id()).isEqualTo(sent.id());
            assertThat(row.transferSyntaxUid()).isEqualTo(syntax);
            assertThat(row.source()).isEqualTo("MODALITY");
            assertThat(archive.rows.instance(sent.id())).contains(row);
            byte[] file = file(row);
            assertThat(row.size()).isEqualTo(file.length);
            assertThat(Arrays.copyOfRange(file, row.dataSetOffset(), file.length))
                    .isEqualTo(sent.toBytes());
            assertThat(archive.unfinished()).isZero();
        }

        @Test
        void shouldBeAFileAnyReaderTakes() throws IOException {
            InstanceRecord row = archive.store(new SampleDataSet(1, 1, 1)).instance();
            DicomReader reader = DicomReader.ofFile(file(row), ReadOptions.IN_MEMORY);
            assertThat(reader.preamble()).containsOnly(0);
            assertThat(reader.fileMeta().getString(Tag.MediaStorageSOPClassUID)).isEqualTo(UID.CTImageStorage);
            assertThat(reader.fileMeta().getString(Tag.MediaStorageSOPInstanceUID))
                    .isEqualTo("2.25.1.1.1");
            assertThat(reader.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(reader.read()).isEqualTo(new SampleDataSet(1, 1, 1).attributes());
        }

        /** A digest that changes with a release would turn every repeat into a conflict. */
        @Test
        void shouldAlwaysHaveTheSameDigest() {
            assertThat(archive.store(new SampleDataSet(1, 1, 1))
                            .instance()
                            .digest()
                            .hex())
                    .isEqualTo("97404ba10fcf20963e749b7008a2cf3c31d07aeaecc146f3c764f21d07cbdadc");
        }

        @Test
        void shouldBeIndexedInUtf8WithItsParents() {
            archive.store(new SampleDataSet(1, 1, 1), new IngestPolicy(DuplicatePolicy.KEEP, "HOSPITAL"));
            var study = archive.rows
                    .studies(new StudyAccess.ByPatientId("P1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(study.attributes().getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
            assertThat(study.attributes().getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
            assertThat(study.attributes().getString(Tag.IssuerOfPatientID)).isEqualTo("HOSPITAL");
            assertThat(study.modalities()).containsExactly("CT");
            assertThat(study.sopClasses()).containsExactly(UID.CTImageStorage);
            assertThat(archive.rows.series(study.id())).singleElement().satisfies(series -> assertThat(
                            series.attributes().getString(Tag.Modality))
                    .isEqualTo("CT"));
        }

        @Test
        void shouldNeedNoPatientId() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1).without(Tag.PatientID);
            archive.store(sent, new IngestPolicy(DuplicatePolicy.KEEP, "HOSPITAL"));
            assertThat(archive.rows.instance(sent.id())).isPresent();
        }

        @Test
        void shouldCompleteWhatItsStudyLacksButChangeNothing() {
            archive.store(new SampleDataSet(1, 1, 1).without(Tag.AccessionNumber));
            archive.store(new SampleDataSet(1, 2, 1)
                    .with(Tag.StudyDate, VR.DA, "20250101")
                    .with(Tag.Modality, VR.CS, "SR"));
            var study = study("2.25.1");
            assertThat(study.attributes().getString(Tag.StudyDate)).isEqualTo("20240229");
            assertThat(study.attributes().getString(Tag.AccessionNumber)).isEqualTo("A1");
            assertThat(study.modalities()).containsExactlyInAnyOrder("CT", "SR");
        }

        @Test
        void shouldNotMixTwoPatientsInOneStudy() {
            archive.store(new SampleDataSet(1, 1, 1));
            archive.store(new SampleDataSet(1, 1, 2)
                    .with(Tag.PatientID, VR.LO, "OTHER")
                    .with(Tag.PatientSex, VR.CS, "F")
                    .with(Tag.StudyDescription, VR.LO, "Head"));
            Attributes study = study("2.25.1").attributes();
            assertThat(study.getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(study.contains(Tag.PatientSex)).isFalse();
            assertThat(study.getString(Tag.StudyDescription)).isEqualTo("Head");
        }
    }

    @Nested
    class AnInstanceSentAgain {

        private final SampleDataSet first = new SampleDataSet(1, 1, 1);
        private final SampleDataSet other = new SampleDataSet(1, 1, 1).pixels(1024);

        @Test
        void shouldBeSuccessWhereItIsTheSame() {
            InstanceRecord row = archive.store(first).instance();
            for (DuplicatePolicy policy : DuplicatePolicy.values()) {
                assertThat(archive.store(first, policy)).isEqualTo(new IngestOutcome.AlreadyStored(row));
            }
            assertOnly(row);
        }

        @Test
        void shouldBringBackRowsOfItsSeriesAndStudyThatAreMissing() {
            InstanceRecord row = archive.store(first).instance();
            archive.cache.forget(row.id().seriesId());
            archive.rows.loseParents(row.id().seriesId());
            assertThat(archive.store(first)).isInstanceOf(IngestOutcome.AlreadyStored.class);
            assertThat(study("2.25.1").attributes().getString(Tag.PatientID)).isEqualTo("P1");
            assertThat(archive.rows.series(row.id().study())).hasSize(1);
            assertThat(archive.cache.fingerprint(row.id().seriesId())).isPresent();
        }

        @Test
        void shouldTakeThePlaceOfAnObjectThatWasLost() {
            InstanceRecord row = archive.store(first).instance();
            archive.files.delete(row.location().key());
            IngestOutcome outcome = archive.store(first);
            assertThat(outcome).isInstanceOf(IngestOutcome.AlreadyStored.class);
            assertOnly(outcome.instance());
        }

        @Test
        void shouldTakeThePlaceOfALostObjectEvenWhereItDiffers() {
            InstanceRecord row = archive.store(first).instance();
            archive.files.delete(row.location().key());
            IngestOutcome outcome = archive.store(other, DuplicatePolicy.KEEP);
            assertThat(outcome).isInstanceOf(IngestOutcome.Replaced.class);
            assertOnly(outcome.instance());
        }

        @Test
        void shouldNotBeTakenWhereThePolicyIsToKeep() {
            InstanceRecord row = archive.store(first).instance();
            assertThat(archive.store(other, DuplicatePolicy.KEEP)).isEqualTo(new IngestOutcome.Kept(row));
            assertOnly(row);
        }

        @Test
        void shouldBeRefusedWhereThePolicyIsToReject() {
            InstanceRecord row = archive.store(first).instance();
            IngestOutcome outcome = archive.store(other, DuplicatePolicy.REJECT);
            assertThat(outcome).isInstanceOf(IngestOutcome.Rejected.class);
            assertThat(outcome.isSuccess()).isFalse();
            assertOnly(row);
        }

        @Test
        void shouldReplaceTheFirstWhereThePolicyIsToReplace() {
            InstanceRecord row = archive.store(first).instance();
            IngestOutcome outcome =
                    archive.store(other.with(Tag.PatientName, VR.PN, "Right^Name"), DuplicatePolicy.REPLACE);
            assertThat(outcome).isInstanceOf(IngestOutcome.Replaced.class);
            assertThat(archive.rows.instance(row.id())).contains(outcome.instance());
            assertThat(study("2.25.1").attributes().getString(Tag.PatientName)).isEqualTo("Right^Name");
            assertThat(archive.rows.retired(Instant.MAX))
                    .extracting(retired -> retired.location())
                    .containsExactly(row.location());
            assertThat(archive.objects()).hasSize(2);
        }

        @Test
        void shouldBeStoredBesideTheFirstWhereItIsInAnotherStudy() {
            InstanceRecord row = archive.store(first).instance();
            for (DuplicatePolicy policy : List.of(DuplicatePolicy.KEEP, DuplicatePolicy.REPLACE)) {
                SampleDataSet elsewhere = new SampleDataSet(2 + policy.ordinal(), 1, 1)
                        .with(Tag.SOPInstanceUID, VR.UI, row.id().instance().value());
                IngestOutcome outcome = archive.store(elsewhere, policy);
                assertThat(outcome)
                        .asInstanceOf(type(IngestOutcome.Stored.class))
                        .satisfies(stored -> assertThat(stored.elsewhere()).contains(row.id()));
            }
            assertThat(archive.rows.instancesByUid(row.id().instance())).hasSize(3);
            assertThat(archive.objects()).hasSize(3);
        }

        @Test
        void shouldBeRefusedInAnotherStudyWhereThePolicyIsToReject() {
            InstanceRecord row = archive.store(first).instance();
            SampleDataSet elsewhere = new SampleDataSet(2, 1, 1)
                    .with(Tag.SOPInstanceUID, VR.UI, row.id().instance().value());
            assertThat(archive.store(elsewhere, DuplicatePolicy.REJECT)).isInstanceOf(IngestOutcome.Rejected.class);
            assertOnly(row);
        }
    }

    @Nested
    class ABadDataSet {

        @Test
        void shouldBeRefusedWhereverItIsCutOffWithinAnElement() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1);
            byte[] bytes = sent.toBytes();
            Set<Integer> ends = ends(sent.attributes());
            for (int length = 0; length < bytes.length; length++) {
                if (ends.contains(length)) continue; // nothing shows that there was more
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> archive.store(sent, IngestPolicy.DEFAULT, cut))
                        .as("cut to %d", length)
                        .isInstanceOf(ArchiveException.class);
            }
            assertNothingStored();
        }

        @Test
        void shouldBeRefusedWhereItsPixelsAreFewerThanDeclared() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(200_000);
            byte[] bytes = sent.toBytes();
            refused(sent, Arrays.copyOf(bytes, bytes.length - 100_000), ErrorCode.MALFORMED_DATA_SET);
        }

        @ParameterizedTest
        @ValueSource(ints = {Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.SOPClassUID})
        void shouldBeRefusedWithoutAUidItNeeds(int tag) {
            SampleDataSet sent = new SampleDataSet(1, 1, 1).without(tag);
            refused(sent, sent.toBytes(), ErrorCode.MISSING_ATTRIBUTE);
        }

        @Test
        void shouldBeRefusedWhereItIsNotWhatTheRequestSays() {
            SampleDataSet named = new SampleDataSet(1, 1, 1);
            refused(named, new SampleDataSet(1, 1, 2).toBytes(), ErrorCode.DATA_SET_MISMATCH);
            refused(
                    named,
                    new SampleDataSet(1, 1, 1)
                            .with(Tag.SOPClassUID, VR.UI, UID.MRImageStorage)
                            .toBytes(),
                    ErrorCode.DATA_SET_MISMATCH);
        }

        @Test
        void shouldBeRefusedWithFileMetaInformationInside() throws IOException {
            SampleDataSet sent = new SampleDataSet(1, 1, 1);
            Attributes meta = new Attributes();
            meta.setString(Tag.TransferSyntaxUID, VR.UI, UID.ExplicitVRLittleEndian);
            byte[] head = DicomWriter.toBytes(meta, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            byte[] both = Arrays.copyOf(head, head.length + sent.toBytes().length);
            System.arraycopy(sent.toBytes(), 0, both, head.length, sent.toBytes().length);
            refused(sent, both, ErrorCode.MALFORMED_DATA_SET);
        }

        @Test
        void shouldNotBeCalledEmptyWhereItBeginsBehindItsUids() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1);
            List.copyOf(sent.attributes().elements()).stream()
                    .filter(element -> element.tag() < Tag.Rows)
                    .forEach(element -> sent.without(element.tag()));
            refused(sent, sent.toBytes(), ErrorCode.MISSING_ATTRIBUTE);
            refused(sent, new byte[0], ErrorCode.MALFORMED_DATA_SET);
        }

        @Test
        void shouldBeRefusedWhereItsUidsComeTooLate() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1);
            for (int i = 0; i < 3; i++) sent.with(0x00091010 + i, VR.UT, "x".repeat(30_000));
            sent.with(0x00090010, VR.LO, "CREATOR");
            refused(sent, sent.toBytes(), ErrorCode.MALFORMED_DATA_SET);
        }

        @Test
        void shouldBeAnIoFailureWhereTheSenderGoesAway() {
            SampleDataSet sent = new SampleDataSet(1, 1, 1).pixels(100_000);
            InputStream dying = new InputStream() {
                private final InputStream in = new ByteArrayInputStream(sent.toBytes(), 0, 50_000);

                @Override
                public int read() throws IOException {
                    int b = in.read();
                    if (b < 0) throw new EOFException("association aborted");
                    return b;
                }
            };
            assertThatThrownBy(() -> archive.ingest.ingest(sent.request(IngestPolicy.DEFAULT), dying))
                    .isInstanceOf(IOException.class)
                    .hasMessage("association aborted");
            assertNothingStored();
        }

        private Set<Integer> ends(Attributes dataSet) {
            Set<Integer> ends = new HashSet<>();
            Attributes before = new Attributes();
            for (Attributes.Element element : dataSet.elements()) {
                before.put(element);
                ends.add(DicomWriter.toBytes(before, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).length);
            }
            return ends;
        }

        private void refused(SampleDataSet named, byte[] bytes, ErrorCode code) {
            assertThatThrownBy(() -> archive.store(named, IngestPolicy.DEFAULT, bytes))
                    .asInstanceOf(type(ArchiveException.class))
                    .extracting(ArchiveException::code)
                    .isEqualTo(code);
            assertNothingStored();
        }
    }

    private StudyRecord study(String uid) {
        return archive.rows
                .studies(new StudyAccess.ByStudyUid(List.of(new StudyInstanceUid(uid))))
                .findFirst()
                .orElseThrow();
    }

    private void assertOnly(InstanceRecord row) {
        assertThat(archive.rows.instancesByUid(row.id().instance())).containsExactly(row);
        assertThat(archive.objects()).containsExactly(row.location().key());
        assertThat(archive.unfinished()).isZero();
    }

    private void assertNothingStored() {
        assertThat(archive.rows.scan()).isEmpty();
        assertThat(archive.rows.instancesByUid(new SopInstanceUid("2.25.1.1.1")))
                .isEmpty();
        assertThat(archive.objects()).isEmpty();
        assertThat(archive.unfinished()).isZero();
    }

    private byte[] file(InstanceRecord row) throws IOException {
        return Files.readAllBytes(
                root.resolve("objects").resolve(row.location().key().path()));
    }
}
