package org.muniment.routes.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.net.DimseStatus;
import org.muniment.dicom.net.NormalizedRequest;
import org.muniment.dicom.net.NormalizedResponse;
import org.muniment.dicom.net.ScuAssociation;

/** Performed procedure steps over their real route, as a modality sees them. What they do to orders is tested with their use case. */
class MppsRouteTest {

    private static final String MPPS = UID.ModalityPerformedProcedureStep;
    private static final String RETRIEVE = UID.ModalityPerformedProcedureStepRetrieve;
    private static final List<String> NATIVE = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    @TempDir
    Path home;

    private TestArchive archive;
    private ScuAssociation modality;

    @BeforeEach
    void start() throws Exception {
        TestArchive.source(home, "CT1", "may: [echo, store, mpps]");
        TestArchive.source(home, "OLD", "may: [echo, store]");
        archive = TestArchive.start(home);
        modality = ScuAssociation.open(archive.as("CT1")
                .propose(MPPS, NATIVE)
                .propose(RETRIEVE, NATIVE)
                .propose(UID.CTImageStorage, NATIVE));
    }

    @AfterEach
    void stop() throws IOException {
        modality.close();
        archive.close();
    }

    private static Attributes begun() {
        Attributes scheduled = new Attributes();
        scheduled.setString(Tag.StudyInstanceUID, VR.UI, "2.25.1");
        scheduled.setString(Tag.AccessionNumber, VR.SH, "A1");
        Attributes step = new Attributes();
        step.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        step.setItems(Tag.ScheduledStepAttributesSequence, scheduled);
        step.setString(Tag.PatientName, VR.PN, "Müller^Jürgen");
        step.setString(Tag.PatientID, VR.LO, "P1");
        step.setString(Tag.PerformedProcedureStepID, VR.SH, "PPS1");
        step.setString(Tag.PerformedStationAETitle, VR.AE, "CT1");
        step.setString(Tag.PerformedProcedureStepStartDate, VR.DA, "20240301");
        step.setString(Tag.PerformedProcedureStepStartTime, VR.TM, "101500");
        step.setString(Tag.PerformedProcedureStepStatus, VR.CS, "IN PROGRESS");
        step.setString(Tag.Modality, VR.CS, "CT");
        return step;
    }

    private static Attributes completed() {
        Attributes series = new Attributes();
        series.setString(Tag.SeriesInstanceUID, VR.UI, "2.25.1.1");
        series.setString(Tag.ProtocolName, VR.LO, "routine");
        Attributes end = new Attributes();
        end.setString(Tag.PerformedProcedureStepStatus, VR.CS, "COMPLETED");
        end.setString(Tag.PerformedProcedureStepEndDate, VR.DA, "20240301");
        end.setString(Tag.PerformedProcedureStepEndTime, VR.TM, "103000");
        end.setItems(Tag.PerformedSeriesSequence, series);
        return end;
    }

    @Test
    void shouldKeepAStepFromItsBeginningToItsEnd() throws IOException {
        NormalizedResponse created = modality.perform(NormalizedRequest.create(MPPS, "2.25.9", begun()));
        assertThat(created).isEqualTo(new NormalizedResponse(DimseStatus.SUCCESS, "2.25.9", null));
        assertThat(modality.perform(NormalizedRequest.set(MPPS, "2.25.9", completed()))
                        .status())
                .isEqualTo(DimseStatus.SUCCESS);

        Attributes kept =
                modality.perform(NormalizedRequest.get(RETRIEVE, "2.25.9")).dataSet();
        assertThat(kept.getString(Tag.PerformedProcedureStepStatus)).isEqualTo("COMPLETED");
        assertThat(kept.getString(Tag.PatientName)).isEqualTo("Müller^Jürgen");
        assertThat(kept.getItems(Tag.PerformedSeriesSequence)).hasSize(1);

        Attributes some = modality.perform(NormalizedRequest.get(RETRIEVE, "2.25.9", Tag.PatientID, Tag.StudyID))
                .dataSet();
        assertThat(some.elements())
                .extracting(Attributes.Element::tag)
                .containsExactly(Tag.SpecificCharacterSet, Tag.PatientID);
    }

    @Test
    void shouldNameAStepThatComesWithoutAName() throws IOException {
        NormalizedResponse created = modality.perform(NormalizedRequest.create(MPPS, null, begun()));
        assertThat(created.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(created.sopInstanceUid()).startsWith("2.25.");
        assertThat(modality.perform(NormalizedRequest.set(MPPS, created.sopInstanceUid(), completed()))
                        .status())
                .isEqualTo(DimseStatus.SUCCESS);
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        modality.perform(NormalizedRequest.create(MPPS, "2.25.9", begun()));
        assertThat(status(NormalizedRequest.create(MPPS, "2.25.9", begun()))).isEqualTo(0x0111);
        assertThat(status(NormalizedRequest.set(MPPS, "2.25.8", completed()))).isEqualTo(0x0112);
        assertThat(status(NormalizedRequest.get(RETRIEVE, "2.25.8"))).isEqualTo(0x0112);
        Attributes notBegun = begun();
        notBegun.setString(Tag.PerformedProcedureStepStatus, VR.CS, "COMPLETED");
        assertThat(status(NormalizedRequest.create(MPPS, "2.25.7", notBegun))).isEqualTo(0x0106);
        assertThat(status(NormalizedRequest.create(UID.CTImageStorage, "2.25.7", begun())))
                .isEqualTo(0x0211);
        assertThat(status(NormalizedRequest.get(MPPS, "2.25.9"))).isEqualTo(0x0211);
        assertThat(status(NormalizedRequest.delete(MPPS, "2.25.9"))).isEqualTo(0x0211);
    }

    @Test
    void shouldTellWhoChangesAStepThatHasEndedWhyNot() throws IOException {
        modality.perform(NormalizedRequest.create(MPPS, "2.25.9", begun()));
        modality.perform(NormalizedRequest.set(MPPS, "2.25.9", completed()));
        DimseStatus status = modality.perform(NormalizedRequest.set(MPPS, "2.25.9", completed()))
                .status();
        assertThat(status.code()).isEqualTo(0x0110);
        assertThat(status.errorId()).isEqualTo(0xA710);
    }

    private int status(NormalizedRequest request) throws IOException {
        return modality.perform(request).status().code();
    }

    @Test
    void shouldNotServeWhoMayNotReportSteps() throws IOException {
        try (ScuAssociation old =
                ScuAssociation.open(archive.as("OLD").propose(MPPS, NATIVE).propose(UID.Verification, NATIVE))) {
            assertThat(old.acceptedTransferSyntaxes(MPPS)).isEmpty();
        }
    }
}
