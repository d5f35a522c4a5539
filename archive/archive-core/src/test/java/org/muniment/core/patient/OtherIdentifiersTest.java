package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.metadata.Metadata;
import org.muniment.core.retrieve.GivenFile;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.transcode.FrameMemory;
import org.muniment.dicom.pixel.transcode.Transcoder;

/** Instances that came under another identifier than their study. */
class OtherIdentifiersTest {

    private static final PatientIdentifier A = new PatientIdentifier("A", "HOSPITAL");
    private static final PatientIdentifier B = new PatientIdentifier("B", "HOSPITAL");

    private TestArchive archive;
    private PatientService service;
    private int messages;

    @BeforeEach
    void open(@TempDir Path root) {
        archive = new TestArchive(root);
        service = new PatientService(archive.index, PatientListener.NONE, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private Provenance message() {
        return new Provenance(
                "ADT", "M" + ++messages, Instant.parse("2024-03-01T00:00:00Z").plusSeconds(messages));
    }

    private static SampleDataSet dataSet(int instance, PatientIdentifier patient, String name) {
        SampleDataSet dataSet = new SampleDataSet(1, 1, instance)
                .with(Tag.PatientID, VR.LO, patient.id())
                .with(Tag.PatientName, VR.PN, name)
                .with(Tag.PatientComments, VR.LT, "of " + name);
        return patient.hasIssuer() ? dataSet.with(Tag.IssuerOfPatientID, VR.LO, patient.issuer()) : dataSet;
    }

    private InstanceRecord store(SampleDataSet dataSet) {
        return archive.store(dataSet).instance();
    }

    /** By a service of its own: one remembers for a moment what it gave out last. */
    private RetrieveService retrieve() {
        return new RetrieveService(
                archive.rows,
                ObjectStores.of(archive.files),
                new Transcoder(Codecs.installed(), archive.root, new FrameMemory(64 << 20)),
                archive.patients::patch);
    }

    private byte[] given(InstanceRecord instance) throws IOException {
        try (InputStream in = retrieve().file(instance).open()) {
            return in.readAllBytes();
        }
    }

    private byte[] stored(InstanceRecord instance) throws IOException {
        return Files.readAllBytes(archive.file(instance));
    }

    private static void assertIsA(Attributes dataSet, String comments) {
        assertThat(PatientIdentifier.of(dataSet)).contains(A);
        assertThat(dataSet.getString(Tag.PatientName)).isEqualTo("Doe^Jane");
        assertThat(dataSet.getString(Tag.PatientComments)).isEqualTo(comments);
    }

    private static String json(Metadata metadata) throws IOException {
        try (InputStream in = metadata.json()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String seriesJson() throws IOException {
        return json(archive.metadata.series(dataSet(1, A, "").id().seriesId()));
    }

    @Test
    void shouldGiveOutAsTheLivingPatientsWhatComesUnderAnIdentifierThatWasMergedAway() throws IOException {
        service.merge(A, B, message());
        InstanceRecord first = store(dataSet(1, A, "Doe^Jane"));
        InstanceRecord late = store(dataSet(2, B, "Roe^Jane"));

        GivenFile file = retrieve().file(late);
        byte[] given = given(late);
        assertThat(given).hasSize(Math.toIntExact(file.size()));
        assertThat(file.edition()).isNotEmpty();
        assertIsA(DicomReader.ofFile(given, ReadOptions.IN_MEMORY).read(), "of Roe^Jane");
        ByteArrayOutputStream implicit = new ByteArrayOutputStream();
        retrieve().writeDataSet(file, UID.ImplicitVRLittleEndian, implicit);
        assertIsA(
                DicomReader.readDataSet(implicit.toByteArray(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN),
                "of Roe^Jane");
        assertThat(given(first)).isEqualTo(stored(first));

        String one = json(archive.metadata.instance(late.id()));
        assertThat(one).contains("\"Value\":[\"A\"]", "Doe^Jane", "of Roe^Jane").doesNotContain("\"Value\":[\"B\"]");
        assertThat(seriesJson()).contains(one.substring(1, one.length() - 1)).doesNotContain("\"Value\":[\"B\"]");
    }

    @Test
    void shouldFollowAMergeAndItsReversalThoughTheStudysRowStaysTheSame() throws IOException {
        store(dataSet(1, A, "Doe^Jane"));
        InstanceRecord other = store(dataSet(2, B, "Roe^Jane"));
        String before = seriesJson();
        assertThat(before).contains("\"Value\":[\"B\"]");
        assertThat(given(other)).isEqualTo(stored(other));

        Reconciliation merge = service.merge(A, B, message());
        assertIsA(DicomReader.ofFile(given(other), ReadOptions.IN_MEMORY).read(), "of Roe^Jane");
        assertThat(seriesJson()).doesNotContain("\"Value\":[\"B\"]");
        archive.changes.close();
        assertThat(archive.feed.read(Position.START, 100))
                .anyMatch(change -> change.kind() == ChangeKind.PATIENT
                        && change.study().equals(other.id().study()));

        service.reverse(merge.id(), message());
        assertThat(given(other)).isEqualTo(stored(other));
        assertThat(seriesJson()).isEqualTo(before);
    }

    @Test
    void shouldFollowANameTheRegistrationTells() throws IOException {
        service.merge(A, B, message());
        store(dataSet(1, A, "Poe^Jane"));
        InstanceRecord late = store(dataSet(2, B, "Roe^Jane"));
        assertThat(seriesJson()).doesNotContain("Doe^Jane");
        String edition = retrieve().file(late).edition();

        service.update(
                new PatientUpdate(
                        A,
                        Set.of(),
                        Optional.of("Doe^Jane"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                message());
        assertIsA(DicomReader.ofFile(given(late), ReadOptions.IN_MEMORY).read(), "of Roe^Jane");
        assertThat(retrieve().file(late).edition()).isNotEqualTo(edition);
        assertThat(seriesJson()).contains("Doe^Jane").doesNotContain("\"Roe^Jane\"");
    }

    @Test
    void shouldKnowAnIdentifierWhoseIssuerADefaultStoodInFor() throws IOException {
        service.merge(A, B, message());
        store(dataSet(1, A, "Doe^Jane"));
        SampleDataSet bare = dataSet(2, new PatientIdentifier("B", ""), "Roe^Jane");
        InstanceRecord late = archive.store(bare, new IngestPolicy(DuplicatePolicy.KEEP, "HOSPITAL"))
                .instance();
        assertIsA(DicomReader.ofFile(given(late), ReadOptions.IN_MEMORY).read(), "of Roe^Jane");
    }

    @Test
    void shouldReadNothingMoreOfStudiesThatNameTheirPatientAlone() {
        service.merge(A, B, message());
        InstanceRecord first = store(dataSet(1, A, "Doe^Jane"));
        assertThat(archive.patients.patch(first.id().study()).isEmpty()).isTrue();

        InstanceRecord somebodyElses = store(dataSet(2, new PatientIdentifier("C", "HOSPITAL"), "Poe^Jim"));
        assertThat(archive.patients.patch(somebodyElses.id().study()).isEmpty()).isTrue();
    }
}
