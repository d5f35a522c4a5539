package org.muniment.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.order.AccessionNumber;
import org.muniment.archive.order.CodedText;
import org.muniment.archive.order.OrderNumber;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.PatientUpdate;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.report.Report;
import org.muniment.core.SampleDataSet;
import org.muniment.core.TestArchive;
import org.muniment.core.order.PatientDirectory;

class ReportServiceTest {

    private static final Instant AT = Instant.parse("2024-03-01T12:00:00Z");
    private static final SampleDataSet IMAGE = new SampleDataSet(1, 1, 1);

    @TempDir
    Path root;

    private TestArchive archive;
    private ReportService reports;

    /** Nobody was merged. */
    private static final class Strangers implements PatientDirectory {
        @Override
        public Person living(PatientIdentifier any) {
            return new Person(any, "", "", "");
        }

        @Override
        public Set<PatientIdentifier> identifiers(PatientIdentifier living) {
            return Set.of(living);
        }
    }

    @BeforeEach
    void open() {
        archive = new TestArchive(root);
        archive.store(IMAGE);
        reports = new ReportService(
                archive.rows, archive.ingest, (numbers, patient) -> Optional.empty(), new Strangers());
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    /** Of the study of the image, without a filler's number. */
    private static Report report(String procedure, Optional<SopInstanceUid> chosen) {
        PatientUpdate patient = new PatientUpdate(
                new PatientIdentifier("P1", ""),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Report(
                patient,
                new OrderNumbers(OrderNumber.NONE, OrderNumber.NONE, new AccessionNumber("A1", ""), ""),
                Optional.empty(),
                Optional.empty(),
                chosen,
                new CodedText(procedure, "99LOCAL", procedure),
                Report.Status.FINAL,
                List.of(new Report.Finding(CodedText.NONE, new CodedText("", "", "nothing seen"), "")),
                Optional.empty(),
                "",
                AT);
    }

    private InstanceId store(Report report, String source) {
        List<InstanceId> stored = reports.store(report, new Provenance(source, "MSG1", AT));
        assertThat(stored).hasSize(1);
        return stored.get(0);
    }

    @Test
    void shouldNotReplaceWhatAnotherHasSent() {
        Report report = report("CT", Optional.of(IMAGE.id().instance()));
        InstanceId stored = store(report, "RIS");
        assertThat(stored.instance()).isNotEqualTo(IMAGE.id().instance());
        assertThat(stored.study()).isEqualTo(IMAGE.id().study());
        assertThat(archive.rows.instance(IMAGE.id()).orElseThrow().source()).isEqualTo("MODALITY");
        assertThat(store(report, "RIS")).as("when it comes again").isEqualTo(stored);
    }

    @Test
    void shouldKeepTheReportsOfTwoProceduresUnderOneAccessionNumber() {
        InstanceId thorax = store(report("THORAX", Optional.empty()), "RIS");
        assertThat(store(report("ABDOMEN", Optional.empty()), "RIS").instance()).isNotEqualTo(thorax.instance());
        assertThat(store(report("THORAX", Optional.empty()), "RIS")).isEqualTo(thorax);
    }

    @Test
    void shouldBeCalledAsItsOwnSenderChose() {
        SopInstanceUid chosen = new SopInstanceUid("2.25.4711");
        Report report = report("CT", Optional.of(chosen));
        assertThat(store(report, "RIS").instance()).isEqualTo(chosen);
        assertThat(store(report, "RIS").instance()).isEqualTo(chosen);
    }
}
