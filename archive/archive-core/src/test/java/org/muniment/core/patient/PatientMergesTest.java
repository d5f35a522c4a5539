package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.Reconciliation.State;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.metadata.Metadata;
import org.muniment.core.reject.RejectionTarget;
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

/** Merges, changes of identifiers and their reversal. */
class PatientMergesTest extends PatientDesk {

    @Test
    void shouldMoveStudiesAndThoseThatComeLater() {
        StudyInstanceUid early = store(1, B);
        service.update(update(A, "Roe^Jane"), message());
        Reconciliation merge = service.merge(A, B, message());
        StudyInstanceUid late = store(2, B);
        store(dataSet(1, 2, B, "Doe^Jane"));

        assertThat(studies(A)).containsExactlyInAnyOrder(early, late);
        assertThat(studies(B)).isEmpty();
        assertThat(says(late, Tag.PatientName)).isEqualTo("Roe^Jane");
        assertThat(merge.state()).isEqualTo(State.DONE);
        assertThat(open()).isEmpty();

        service.reverse(merge.id(), message());
        assertThat(studies(B)).containsExactlyInAnyOrder(early, late);
        assertThat(says(late, Tag.PatientName)).isEqualTo("Doe^Jane");
        assertThat(heard).contains("MERGE DONE", "reversed MERGE");
    }

    @Test
    void shouldKeepAStudyWithTheLivingPatientWhenAnInstanceIsCorrected() {
        StudyInstanceUid study = store(1, B);
        service.merge(A, B, message());
        archive.store(dataSet(1, 1, B, "Doe^Janet"), new IngestPolicy(DuplicatePolicy.REPLACE, ""));

        assertThat(studies(A)).containsExactly(study);
        service.reverse(service.history(B).get(0).id(), message());
        assertThat(studies(B)).containsExactly(study);
        assertThat(says(study, Tag.PatientName)).isEqualTo("Doe^Janet");
    }

    @Test
    void shouldMoveAStudyThatItsSenderCorrectsToAnotherPatient() {
        StudyInstanceUid study = store(1, B);
        service.merge(A, B, message());
        archive.store(dataSet(1, 1, C, "Poe^Jim"), new IngestPolicy(DuplicatePolicy.REPLACE, ""));
        assertThat(studies(C)).containsExactly(study);
        assertThat(archive.index.patients().patch(study).isEmpty()).isTrue();
        assertThat(service.filedUnder(study)).as("for holds").containsExactlyInAnyOrder(A, B, C);
        assertThat(service.everOf(A)).containsExactly(study);

        service.update(update(A, "Roe^Jane"), message());
        service.update(update(B, "Doe^Jane"), message());
        assertThat(studies(C)).containsExactly(study);
    }

    @Test
    void shouldTellTheLivingPatientInMetadata() throws IOException {
        SampleDataSet ascii = dataSet(1, 1, B, "Doe^Jane").without(Tag.SpecificCharacterSet);
        ascii.with(Tag.StudyDescription, VR.LO, "Thorax");
        store(ascii);
        String before = metadata(ascii);
        service.update(update(A, "Rœ^Jane=日本"), message());
        Reconciliation merge = service.merge(A, B, message());

        assertThat(metadata(ascii))
                .contains("\"00100020\":{\"vr\":\"LO\",\"Value\":[\"A\"]}", "Rœ^Jane", "日本", "Thorax")
                .doesNotContain("Doe^Jane");
        assertThat(json(archive.metadata.instance(ascii.id()))).isEqualTo(metadata(ascii));

        service.reverse(merge.id(), message());
        assertThat(metadata(ascii)).isEqualTo(before);
    }

    private String metadata(SampleDataSet dataSet) throws IOException {
        return json(archive.metadata.series(dataSet.id().seriesId()));
    }

    private String json(Metadata metadata) throws IOException {
        try (InputStream in = metadata.json()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldGiveOutInstancesOfTheLivingPatient() throws Exception {
        SampleDataSet sent = dataSet(1, 1, B, "Doe^Jane");
        store(sent);
        service.update(update(A, "Röe^Jane=日本"), message());
        Reconciliation merge = service.merge(A, B, message());
        InstanceRecord instance = archive.rows.instance(sent.id()).orElseThrow();
        RetrieveService retrieve = new RetrieveService(
                archive.rows,
                ObjectStores.of(archive.files),
                new Transcoder(Codecs.installed(), archive.root, new FrameMemory(64 << 20)),
                archive.patients::patch);

        GivenFile held = retrieve.file(instance);
        byte[] file = held.open().readAllBytes();
        assertThat(file).hasSize(Math.toIntExact(held.size()));
        assertThat(held.open(200, 700).readAllBytes()).isEqualTo(Arrays.copyOfRange(file, 200, 900));
        Attributes given = DicomReader.ofFile(file, ReadOptions.IN_MEMORY).read();
        Attributes expected = new Attributes(sent.attributes());
        expected.setString(Tag.PatientID, VR.LO, "A");
        expected.setString(Tag.PatientName, VR.PN, "Röe^Jane"); // as far as the character set goes
        assertThat(given).isEqualTo(expected);
        ByteArrayOutputStream implicit = new ByteArrayOutputStream();
        retrieve.writeDataSet(held, UID.ImplicitVRLittleEndian, implicit);
        assertThat(DicomReader.readDataSet(implicit.toByteArray(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                        .getString(Tag.PatientID))
                .isEqualTo("A");

        service.reverse(merge.id(), message());
        RetrieveService later = new RetrieveService(
                archive.rows,
                ObjectStores.of(archive.files),
                new Transcoder(Codecs.installed(), archive.root, new FrameMemory(64 << 20)),
                archive.patients::patch);
        assertThat(later.file(instance).open().readAllBytes()).isEqualTo(Files.readAllBytes(archive.file(instance)));
        assertThat(later.file(instance).edition()).isNotEqualTo(held.edition());
    }

    @Test
    void shouldFindTheLivingPatientOfAStudyThatIsNamedByALaterInstance() {
        service.merge(A, B, message());
        StudyInstanceUid study = store(new SampleDataSet(1, 1, 1).without(Tag.PatientID));
        store(dataSet(1, 2, B, "Doe^Jane"));

        assertThat(studies(A)).containsExactly(study);
        assertThat(studies(B)).isEmpty();
    }

    @Test
    void shouldDoNothingForAMergeWithItself() {
        StudyInstanceUid study = store(1, A);
        assertThat(service.merge(A, A, message()).state()).isEqualTo(State.REDUNDANT);
        assertThat(studies(A)).containsExactly(study);
        assertThat(living(A)).isEqualTo(A);
    }

    @Test
    void shouldDoItOnceHoweverOftenItIsSaid() {
        store(1, B);
        Provenance said = message();
        Reconciliation merge = service.merge(A, B, said);
        assertThat(service.merge(A, B, said)).isEqualTo(merge);
        assertThat(service.merge(A, B, message())).isEqualTo(merge);

        service.reverse(merge.id(), message());
        assertThat(service.merge(A, B, said).state()).isEqualTo(State.REVERSED);
        assertThat(living(B)).isEqualTo(B);
        assertThat(service.merge(A, B, message()).state()).isEqualTo(State.DONE);
        assertThat(living(B)).isEqualTo(A);
    }

    @Test
    void shouldLetPatientsChangePlacesWhenTheSurvivorWasTheOther() {
        StudyInstanceUid one = store(1, A);
        StudyInstanceUid other = store(2, B);
        service.merge(A, B, message());
        Reconciliation turned = service.merge(B, A, message());
        assertThat(studies(B)).containsExactlyInAnyOrder(one, other);

        service.reverse(turned.id(), message());
        assertThat(studies(A)).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void shouldFollowAChainAndLetGoOfItsMiddle() {
        StudyInstanceUid study = store(1, A);
        service.merge(B, A, message());
        Reconciliation second = service.merge(C, B, message());
        assertThat(studies(C)).containsExactly(study);
        assertThat(service.find(A).orElseThrow().mergedInto()).contains(C);

        service.reverse(second.id(), message());
        assertThat(studies(B)).containsExactly(study);
    }

    @Test
    void shouldChangeAnIdentifierToOneThatIsThereAlready() {
        StudyInstanceUid one = store(1, A);
        StudyInstanceUid other = store(2, B);
        Reconciliation change = service.changeIdentifier(A, B, message());
        assertThat(studies(B)).containsExactlyInAnyOrder(one, other);
        service.reverse(change.id(), message());
        assertThat(studies(A)).containsExactly(one);
    }

    @Test
    void shouldKnowAPatientByTheNewIdentifierAsByTheOld() {
        service.update(update(A, "Doe^Jane"), message());
        service.changeIdentifier(A, B, message());
        assertThat(service.living(A).name()).isEqualTo("Doe^Jane");
        assertThat(living(A)).isEqualTo(B);
    }

    @Test
    void shouldMoveWhatIsHeldBackToo() {
        StudyInstanceUid study = store(1, B);
        archive.rejecting.reject(new RejectionTarget(study, List.of(), List.of()), RejectionCode.QUALITY, "jane", "");
        service.merge(A, B, message());
        archive.rejecting.restore(archive.rejecting.ofStudy(study).get(0).note().instance(), "jane", "");
        assertThat(studies(A)).containsExactly(study);
    }

    @Test
    void shouldRefuseToReverseWhatWasNeverSaid() {
        assertThatThrownBy(() -> service.reverse(ReconciliationId.random(), message()))
                .isInstanceOf(ArchiveException.class);
    }
}
