package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.archive.order.OrderStatus;
import org.muniment.archive.order.SampleOrder;
import org.muniment.archive.order.ScheduledProcedureStep;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.UID;

/** The worklist as DCMTK's findscu sees it, beside what DCMTK's own wlmscpfs answers of the same steps. */
@Tag("slow")
class WorklistTest {

    private static final String STEP = "ScheduledProcedureStepSequence[0].";
    private static final String REFERENCE = "REFERENCE";

    /** What the tests tell steps apart by, and what a worklist file must have. */
    private static final String[] RETURNED = {
        "PatientName",
        "PatientID",
        "PatientBirthDate",
        "PatientSex",
        "AccessionNumber",
        "StudyInstanceUID",
        "RequestedProcedureID",
        "RequestedProcedureDescription",
        "RequestedProcedurePriority",
        "ReferringPhysicianName",
        "RequestingPhysician",
        "AdmissionID",
        "PatientWeight",
        "MedicalAlerts",
        "Allergies",
        "PregnancyStatus",
        "CurrentPatientLocation",
        STEP + "ScheduledStationAETitle",
        STEP + "ScheduledProcedureStepStartDate",
        STEP + "ScheduledProcedureStepStartTime",
        STEP + "Modality",
        STEP + "ScheduledPerformingPhysicianName",
        STEP + "ScheduledProcedureStepDescription",
        STEP + "ScheduledProcedureStepID",
        STEP + "ScheduledProcedureStepLocation"
    };

    @TempDir
    static Path home;

    private static TestArchive archive;
    private static Process reference;
    private static int referencePort;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/wlmscpfs")), "dcmtk is not installed; ops/test.sh installs it");
        TestArchive.source(home, "MODALITY", "may: [echo, worklist]");
        TestArchive.source(home, "OTHER", "may: [echo, query]");
        archive = TestArchive.start(home);
        LocalDateTime day = LocalDateTime.of(2124, 3, 4, 9, 30);
        String[] physicians = {"Hahn^Otto", "Noether^Emmy", "Curie^Marie"};
        for (int i = 0; i < 24; i++) {
            ScheduledProcedureStep step = new ScheduledProcedureStep(
                    "S" + i,
                    i % 2 == 0 ? "CT" : "MR",
                    "STATION" + i % 3,
                    day.plusHours(7L * i),
                    SampleOrder.details().procedure(),
                    physicians[i % 3],
                    "Room " + i,
                    OrderStatus.SCHEDULED);
            archive.orders.save(SampleOrder.next().with(step).order(), Optional.empty());
        }
        startReference();
    }

    /** Filled with what the archive answers to a query without conditions. */
    private static void startReference() throws Exception {
        Path files = Files.createDirectories(home.resolve("worklist").resolve(REFERENCE));
        Files.createFile(files.resolve("lockfile"));
        int number = 0;
        for (Attributes item : find(TestArchive.AET, archive.port())) {
            Path file = files.resolve(++number + ".wl");
            try (OutputStream out = Files.newOutputStream(file)) {
                Attributes meta = new FileMeta(
                                "1.2.276.0.7230010.3.1.0.1", "2.25." + number, UID.ExplicitVRLittleEndian)
                        .toAttributes();
                DicomWriter.writeFile(meta, item, out);
            }
        }
        try (ServerSocket free = new ServerSocket(0)) {
            referencePort = free.getLocalPort();
        }
        reference = new ProcessBuilder(
                        "wlmscpfs",
                        "--single-process",
                        "-dfr",
                        "-dfp",
                        files.getParent().toString(),
                        String.valueOf(referencePort))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("wlmscpfs.log").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", referencePort).close();
            return true;
        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (reference != null) reference.destroyForcibly().waitFor();
        if (archive != null) archive.close();
    }

    @Test
    void shouldShowAllThatIsScheduled() throws Exception {
        List<Attributes> answers = find(TestArchive.AET, archive.port());
        assertThat(answers).hasSize(24).allSatisfy(answer -> {
            assertThat(answer.getString(org.muniment.dicom.Tag.StudyInstanceUID))
                    .isNotEmpty();
            assertThat(answer.getItem(org.muniment.dicom.Tag.ScheduledProcedureStepSequence)
                            .getString(org.muniment.dicom.Tag.ScheduledProcedureStepStartDate))
                    .hasSize(8);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                STEP + "Modality=CT",
                STEP + "ScheduledStationAETitle=STATION1",
                STEP + "ScheduledStationAETitle=STATION1 " + STEP + "Modality=MR",
                STEP + "ScheduledProcedureStepStartDate=21240305",
                STEP + "ScheduledProcedureStepStartDate=21240305-21240307",
                STEP + "ScheduledProcedureStepStartDate=21240308-",
                STEP + "ScheduledProcedureStepStartDate=-21240306",
                STEP + "ScheduledProcedureStepStartTime=080000-160000",
                STEP + "ScheduledPerformingPhysicianName=Noether*",
                STEP + "ScheduledPerformingPhysicianName=Cur?e^Marie",
                "PatientID=NOBODY",
            })
    void shouldFindTheStepsDcmtkFinds(String keys) throws Exception {
        String[] conditions = keys.isEmpty() ? new String[0] : keys.split(" ");
        assertThat(steps(find(TestArchive.AET, archive.port(), conditions)))
                .containsExactlyInAnyOrderElementsOf(steps(find(REFERENCE, referencePort, conditions)));
    }

    @Test
    void shouldAnswerOnlyWhoMayAsk() throws Exception {
        assertThat(findscu("OTHER", TestArchive.AET, archive.port(), "-k", "PatientID"))
                .contains("No Acceptable Presentation Contexts");
    }

    @Test
    void shouldNameTheKeyItDoesNotUnderstand() throws Exception {
        assertThat(findscu(
                        "MODALITY",
                        TestArchive.AET,
                        archive.port(),
                        "-k",
                        STEP + "ScheduledProcedureStepStartDate=tomorrow"))
                .contains("Error: DataSetDoesNotMatchSOPClass");
    }

    private static List<String> steps(List<Attributes> answers) {
        return answers.stream()
                .map(answer -> answer.getItem(org.muniment.dicom.Tag.ScheduledProcedureStepSequence)
                        .getString(org.muniment.dicom.Tag.ScheduledProcedureStepID))
                .toList();
    }

    private static List<Attributes> find(String calledAet, int port, String... conditions) throws Exception {
        Path out = Files.createTempDirectory(home, "answers");
        List<String> arguments = new ArrayList<>(List.of("-X", "-od", out.toString()));
        for (String key : RETURNED) arguments.addAll(List.of("-k", key));
        for (String condition : conditions) arguments.addAll(List.of("-k", condition));
        String output = findscu("MODALITY", calledAet, port, arguments.toArray(String[]::new));
        List<Attributes> answers = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.sorted().toList())
                answers.add(DicomReader.readFile(file).dataSet());
        }
        assertThat(output).doesNotContain("E:");
        return answers;
    }

    private static String findscu(String callingAet, String calledAet, int port, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("findscu", "-v", "-W", "-aet", callingAet, "-aec", calledAet));
        command.addAll(List.of(arguments));
        command.addAll(List.of("127.0.0.1", String.valueOf(port)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
