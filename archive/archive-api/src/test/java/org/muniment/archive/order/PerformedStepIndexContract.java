package org.muniment.archive.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What every index of performed procedure steps keeps to. It may hold those of other tests. */
public interface PerformedStepIndexContract {

    PerformedStepIndex performed();

    @Test
    default void shouldKeepAStepAsItWasSavedLast() {
        SampleOrder sample = SampleOrder.next();
        StudyInstanceUid study = sample.study();
        PerformedStep begun = step(study, PerformedStep.Status.IN_PROGRESS);
        PerformedStep ended = new PerformedStep(
                begun.uid(),
                PerformedStep.Status.COMPLETED,
                begun.attributes(),
                begun.studies(),
                begun.source(),
                begun.createdAt(),
                begun.updatedAt().plusSeconds(600));
        performed().save(begun);
        assertThat(performed().find(begun.uid())).contains(begun);
        performed().save(ended);
        performed().save(ended);
        assertThat(performed().find(begun.uid())).contains(ended);
        assertThat(list(study)).containsExactly(ended);
        assertThat(list(SampleOrder.next().study())).isEmpty();
    }

    private List<PerformedStep> list(StudyInstanceUid study) {
        try (Stream<PerformedStep> found = performed().ofStudy(study)) {
            return found.toList();
        }
    }

    static PerformedStep step(StudyInstanceUid study, PerformedStep.Status status) {
        Attributes attributes = new Attributes();
        attributes.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        attributes.setString(Tag.PatientName, VR.PN, "Müller^Änne");
        attributes.setString(Tag.PerformedProcedureStepStatus, VR.CS, status.value());
        return new PerformedStep(
                new SopInstanceUid(study.value() + ".1"),
                status,
                attributes,
                Set.of(study),
                "CT1",
                SampleOrder.TOLD,
                SampleOrder.TOLD.plusSeconds(1));
    }
}
