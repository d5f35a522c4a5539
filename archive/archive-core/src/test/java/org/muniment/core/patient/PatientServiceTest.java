package org.muniment.core.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.feed.ChangeKind;
import org.muniment.archive.feed.Position;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.patient.Patient;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.Reconciliation.State;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.ObjectStores;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
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

class PatientServiceTest {

    private static final PatientIdentifier A = new PatientIdentifier("A", "HOSPITAL");
    private static final PatientIdentifier B = new PatientIdentifier("B", "HOSPITAL");
    private static final PatientIdentifier C = new PatientIdentifier("C", "HOSPITAL");
    private static final PatientIdentifier NATIONAL = new PatientIdentifier("N1", "NATIONAL");

    private final List<String> heard = new ArrayList<>();
    private TestArchive archive;
    private PatientService service;
    private WorkItemService items;
    private int messages;

    @BeforeEach
    void open(@TempDir Path root) {
        archive = new TestArchive(root);
        PatientListener listener = new PatientListener() {
            @Override
            public void reconciled(Reconciliation reconciliation) {
                heard.add(reconciliation.kind() + " " + reconciliation.state());
            }

            @Override
            public void reversed(Reconciliation reconciliation) {
                heard.add("reversed " + reconciliation.kind());
            }
        };
        service = new PatientService(archive.index, listener, Clock.systemUTC());
        items = new WorkItemService(service, archive.rows.patients().workItems(), listener);
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private Provenance message() {
        return new Provenance(
                "ADT", "M" + ++messages, Instant.parse("2024-03-01T00:00:00Z").plusSeconds(messages));
    }

    private static SampleDataSet dataSet(int study, int instance, PatientIdentifier patient, String name) {
        SampleDataSet dataSet = new SampleDataSet(study, 1, instance)
                .with(Tag.PatientID, VR.LO, patient.id())
                .with(Tag.PatientName, VR.PN, name);
        return patient.hasIssuer() ? dataSet.with(Tag.IssuerOfPatientID, VR.LO, patient.issuer()) : dataSet;
    }

    private StudyInstanceUid store(int study, PatientIdentifier patient) {
        return store(dataSet(study, 1, patient, "Doe^Jane"));
    }

    private StudyInstanceUid store(SampleDataSet dataSet) {
        archive.store(dataSet);
        return dataSet.id().study();
    }

    private static PatientUpdate update(PatientIdentifier identifier, String name, PatientIdentifier... others) {
        return new PatientUpdate(
                identifier,
                Set.of(others),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private List<StudyInstanceUid> studies(PatientIdentifier patient) {
        try (Stream<StudyRecord> found = service.studies(patient)) {
            return found.map(StudyRecord::id).toList();
        }
    }

    private String says(StudyInstanceUid study, int tag) {
        try (Stream<StudyRecord> found = archive.rows.studies(new StudyAccess.ByStudyUid(List.of(study)))) {
            return found.findFirst().orElseThrow().attributes().getString(tag);
        }
    }

    private PatientIdentifier living(PatientIdentifier any) {
        return service.living(any).identifier();
    }

    private List<WorkItem> open() {
        try (Stream<WorkItem> open = items.open()) {
            return open.toList();
        }
    }

    @Nested
    class Updating {

        @Test
        void shouldTellOfThePatientWhatTheRegistrationTellsAndKeepWhatItDoesNot() {
            PatientUpdate whole = new PatientUpdate(
                    A,
                    Set.of(),
                    Optional.of("Doe^Jane"),
                    Optional.of("19700101"),
                    Optional.of("F"),
                    Optional.empty(),
                    Optional.of("202402"));
            service.update(whole, message());
            service.update(update(A, "Roe^Jane"), message());

            Patient patient = service.find(A).orElseThrow();
            assertThat(patient.name()).isEqualTo("Roe^Jane");
            assertThat(patient.birthDate()).isEqualTo("19700101");
            assertThat(patient.deceased()).isTrue();
            assertThat(patient.deathDate()).isEqualTo("202402");
            assertThat(patient.registered()).isTrue();
        }

        @Test
        void shouldLetStudiesSaySoAndAnnounceThem() {
            StudyInstanceUid study = store(1, A);
            service.update(update(A, "Roe^Jane"), message());

            assertThat(says(study, Tag.PatientName)).isEqualTo("Roe^Jane");
            archive.changes.close();
            assertThat(archive.feed.read(Position.START, 100))
                    .anyMatch(change -> change.study().equals(study) && change.kind() == ChangeKind.PATIENT);
        }

        @Test
        void shouldNotFallBackToWhatWasSaidBefore() {
            Provenance early = message();
            service.update(update(A, "Roe^Jane"), message());
            service.update(update(A, "Doe^Jane"), early);
            assertThat(service.find(A).orElseThrow().name()).isEqualTo("Roe^Jane");
        }

        @Test
        void shouldFindThePatientByEveryIdentifier() {
            StudyInstanceUid study = store(1, NATIONAL);
            service.update(update(A, "Doe^Jane", NATIONAL), message());
            service.update(update(NATIONAL, "Doe^Jane", A), message());

            assertThat(living(NATIONAL)).isEqualTo(A);
            assertThat(studies(A)).containsExactly(study);
            assertThat(service.identifiers(A)).containsExactlyInAnyOrder(A, NATIONAL);
            for (PatientSearch search : List.of(
                    new PatientSearch("N1", "NATIONAL", ""),
                    new PatientSearch("A", "", "doe"),
                    new PatientSearch("", "", "doe^j"))) {
                assertThat(service.search(search))
                        .extracting(Patient::identifier)
                        .containsExactly(A);
            }
            assertThat(service.history(NATIONAL)).hasSize(1);
        }

        @Test
        void shouldLeaveAnIdentifierThatTwoClaimWhereItWas() {
            service.update(update(A, "Doe^Jane", NATIONAL), message());
            service.update(update(B, "Smith^John", NATIONAL), message());
            service.update(update(B, "Smith^John", NATIONAL), message());

            assertThat(living(NATIONAL)).isEqualTo(A);
            assertThat(open()).extracting(WorkItem::kind).containsExactly(Kind.SHARED_IDENTIFIER);
            items.decide(open().get(0).id(), Choice.SPLIT, Optional.empty(), message());
            service.update(update(B, "Smith^John", NATIONAL), message());
            assertThat(open()).isEmpty();
        }
    }

    @Nested
    class Merging {

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
            assertThat(later.file(instance).open().readAllBytes())
                    .isEqualTo(Files.readAllBytes(archive.file(instance)));
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
            archive.rejecting.reject(
                    new RejectionTarget(study, List.of(), List.of()), RejectionCode.QUALITY, "jane", "");
            service.merge(A, B, message());
            archive.rejecting.restore(
                    archive.rejecting.ofStudy(study).get(0).note().instance(), "jane", "");
            assertThat(studies(A)).containsExactly(study);
        }

        @Test
        void shouldRefuseToReverseWhatWasNeverSaid() {
            assertThatThrownBy(() -> service.reverse(ReconciliationId.random(), message()))
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Nested
    class Deciding {

        private WorkItem only(Kind kind) {
            assertThat(open()).extracting(WorkItem::kind).containsExactly(kind);
            return open().get(0);
        }

        @Test
        void shouldRaiseOneItemForOneConflict() {
            PatientIdentifier bare = new PatientIdentifier("A", "");
            service.update(update(A, "Doe^Jane"), message());
            StudyInstanceUid first = store(1, bare);
            StudyInstanceUid second = store(2, bare);
            WorkItem item = only(Kind.MISSING_ISSUER);
            assertThat(item.sides().get(1).identifier()).contains(A);

            WorkItem decided = items.decide(item.id(), Choice.ASSIGN, Optional.empty(), message());
            assertThat(studies(A)).containsExactlyInAnyOrder(first, second);
            assertThat(decided.decision().orElseThrow().reconciliations()).hasSize(2);

            items.reopen(item.id(), message());
            assertThat(studies(bare)).containsExactlyInAnyOrder(first, second);
            items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
            assertThat(studies(A)).containsExactlyInAnyOrder(first, second);
        }

        @Test
        void shouldKeepTwoPeopleOfOneIdentifierApart() {
            service.update(
                    new PatientUpdate(
                            A,
                            Set.of(),
                            Optional.of("Smith^John"),
                            Optional.of("19500101"),
                            Optional.of("M"),
                            Optional.empty(),
                            Optional.empty()),
                    message());
            StudyInstanceUid study = store(dataSet(1, 1, A, "Doe^Jane").with(Tag.PatientSex, VR.CS, "F"));
            assertThat(says(study, Tag.PatientName)).isEqualTo("Doe^Jane");
            WorkItem item = only(Kind.ANOTHER_PERSON);

            items.decide(item.id(), Choice.SPLIT, Optional.of(B), message());
            assertThat(studies(B)).containsExactly(study);
            items.reopen(item.id(), message());
            items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
            assertThat(studies(A)).containsExactly(study);
            assertThat(says(study, Tag.PatientName)).isEqualTo("Smith^John");
        }

        @Test
        void shouldAskWhoseAStudyIsThatNamesNobodyOrTwo() {
            StudyInstanceUid study = store(new SampleDataSet(1, 1, 1).without(Tag.PatientID));
            items.decide(only(Kind.MISSING_ID).id(), Choice.ASSIGN, Optional.of(A), message());
            assertThat(studies(A)).containsExactly(study);

            StudyInstanceUid other = store(2, A);
            store(dataSet(2, 2, B, "Doe^Jane"));
            WorkItem item = only(Kind.TWO_PATIENTS_IN_STUDY);
            assertThat(studies(A)).contains(other);
            items.decide(item.id(), Choice.ASSIGN, Optional.of(B), message());
            assertThat(studies(B)).containsExactly(other);
        }

        @Test
        void shouldDoubtAMergeOfTwoPeopleAndTakeItBackWhereSomebodySaysSo() {
            StudyInstanceUid john = store(dataSet(1, 1, A, "Smith^John").with(Tag.PatientSex, VR.CS, "M"));
            StudyInstanceUid jane = store(dataSet(2, 1, B, "Doe^Jane").with(Tag.PatientSex, VR.CS, "F"));
            service.changeIdentifier(A, B, message());
            assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);

            WorkItem item = only(Kind.DOUBTFUL_MERGE);
            items.decide(item.id(), Choice.SPLIT, Optional.empty(), message());
            assertThat(studies(A)).containsExactly(john);
            items.reopen(item.id(), message());
            assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);
            items.decide(item.id(), Choice.MERGE, Optional.empty(), message());
            assertThat(studies(B)).containsExactlyInAnyOrder(john, jane);
        }
    }
}
