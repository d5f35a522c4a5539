package org.muniment.core.order;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.order.PerformedStep;
import org.muniment.archive.order.PerformedStepIndex;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.ingest.Utf8Attributes;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;

/**
 * The Modality Performed Procedure Step service as SCP (PS3.4 F.7): a modality tells when it begins and how it ends, and what was scheduled
 * goes along. A step nobody scheduled is kept like any other. Safe for use by many threads; what is done is durable on return.
 *
 * <p>What was scheduled is moved on first: where a crash comes between, the modality, which got no answer, can do it all again.
 */
public final class PerformedProcedureSteps {

    /** Encoded, in bytes: some ten thousand images. */
    private static final int LARGEST = 4 << 20;

    private final PerformedStepIndex steps;
    private final OrderService orders;
    private final Clock clock;
    private final Turns turns = new Turns();

    public PerformedProcedureSteps(PerformedStepIndex steps, OrderService orders, Clock clock) {
        this.steps = Objects.requireNonNull(steps);
        this.orders = Objects.requireNonNull(orders);
        this.clock = Objects.requireNonNull(clock);
    }

    /**
     * N-CREATE, PS3.4 F.7.2.1: a step begins.
     *
     * @param source AE title of the modality
     * @throws ArchiveException DUPLICATE_INSTANCE where there is such a step already; MISSING_ATTRIBUTE, INVALID_ATTRIBUTE; OVERLOADED where
     *     it is larger than the archive takes; INDEX_UNAVAILABLE
     */
    public PerformedStep create(SopInstanceUid uid, Attributes dataSet, String source) {
        PerformedStepData.requireCreation(dataSet);
        return turns.during(uid, () -> {
            if (steps.find(uid).isPresent())
                throw new ArchiveException(ErrorCode.DUPLICATE_INSTANCE, "there is a performed procedure step " + uid);
            return save(uid, Utf8Attributes.of(dataSet), source, Optional.empty());
        });
    }

    /**
     * N-SET, PS3.4 F.7.2.2: a step goes on or ends. What the standard does not let it change stays as it was.
     *
     * @throws ArchiveException NOT_FOUND; STEP_ENDED where it is COMPLETED or DISCONTINUED; and as {@link #create}
     */
    public PerformedStep set(SopInstanceUid uid, Attributes changes, String source) {
        return turns.during(uid, () -> {
            PerformedStep before = steps.find(uid)
                    .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no performed procedure step " + uid));
            if (before.status().isFinal())
                throw new ArchiveException(
                        ErrorCode.STEP_ENDED, "Performed Procedure Step Object may no longer be updated");
            Attributes after = PerformedStepData.changed(before.attributes(), Utf8Attributes.of(changes));
            if (PerformedStepData.status(after).isFinal()) PerformedStepData.requireEnd(after);
            return save(uid, after, source, Optional.of(before));
        });
    }

    private PerformedStep save(
            SopInstanceUid uid, Attributes attributes, String source, Optional<PerformedStep> before) {
        requireSize(attributes);
        PerformedStep step = new PerformedStep(
                uid,
                PerformedStepData.status(attributes),
                attributes,
                PerformedStepData.studies(attributes),
                before.map(PerformedStep::source).orElse(source),
                before.map(PerformedStep::createdAt).orElseGet(clock::instant),
                clock.instant());
        if (before.map(PerformedStep::status).filter(step.status()::equals).isPresent()) {
            steps.save(step);
            return step;
        }
        return orders.announcing(step.studies(), () -> {
            Provenance by = new Provenance(source, uid.value(), step.updatedAt());
            Optional<PatientIdentifier> patient = PatientIdentifier.of(attributes);
            for (Attributes scheduled : attributes.getItems(Tag.ScheduledStepAttributesSequence))
                orders.performed(scheduled, patient, PerformedStepData.event(attributes), by);
            steps.save(step);
            return step;
        });
    }

    private static void requireSize(Attributes attributes) {
        if (DicomWriter.toBytes(attributes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).length > LARGEST)
            throw new ArchiveException(
                    ErrorCode.OVERLOADED, "a performed procedure step of more than " + LARGEST + " bytes");
    }

    /** N-GET of the Performed Procedure Step Retrieve class, PS3.4 F.8; text in UTF-8. */
    public Optional<PerformedStep> find(SopInstanceUid uid) {
        return steps.find(uid);
    }

    /** Lazy, to be closed. */
    public Stream<PerformedStep> ofStudy(StudyInstanceUid study) {
        return steps.ofStudy(study);
    }
}
