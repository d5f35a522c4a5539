package org.muniment.core.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyIndex;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.order.OrderNumbers;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.report.Report;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestOutcome;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.core.ingest.IngestRequest;
import org.muniment.core.ingest.IngestService;
import org.muniment.core.order.PatientDirectory;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;

/**
 * Keeps reports as instances: their text as Basic Text SR, their PDF as Encapsulated PDF. A report that comes again is the very same bytes, a corrected one
 * takes the place of the one before, because their UIDs are made of the order's numbers. Safe for use by many threads.
 */
public final class ReportService {

    private static final IngestPolicy REPLACE = new IngestPolicy(DuplicatePolicy.REPLACE, "");

    private final StudyIndex studies;
    private final IngestService ingest;
    private final BiFunction<OrderNumbers, PatientIdentifier, Optional<StudyInstanceUid>> orders;
    private final PatientDirectory patients;

    /** @param orders the study of the order with these numbers, if it is this patient's */
    public ReportService(
            StudyIndex studies,
            IngestService ingest,
            BiFunction<OrderNumbers, PatientIdentifier, Optional<StudyInstanceUid>> orders,
            PatientDirectory patients) {
        this.studies = studies;
        this.ingest = ingest;
        this.orders = orders;
        this.patients = patients;
    }

    /**
     * On return the report is archived with the study it is about; one nobody has sent images of yet is begun by it.
     *
     * @return its instances
     * @throws ArchiveException NOT_FOUND where nothing tells which study it is about; MISSING_ATTRIBUTE where it has no number it is known by;
     *     DATA_SET_MISMATCH where the study is another patient's; DUPLICATE_INSTANCE where it was rejected; as {@link IngestService#ingest}
     */
    public List<InstanceId> store(Report report, Provenance by) {
        StudyInstanceUid uid = study(report);
        Optional<StudyRecord> study = find(uid);
        study.ifPresent(record -> requireSamePatient(record, report));
        ReportInstances instances = new ReportInstances(report, uid, study, by.by(), mayBeCalledAsChosen(report, by));
        List<InstanceId> stored = new ArrayList<>();
        for (Attributes instance : instances.write()) stored.add(store(instance, report, by));
        return stored;
    }

    /** What the message says, else what its order or its accession number leads to. */
    private StudyInstanceUid study(Report report) {
        return report.study()
                .or(() -> orders.apply(report.numbers(), report.patient().identifier()))
                .or(() -> byAccession(report))
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.NOT_FOUND, "no order and no study with the numbers of the report"));
    }

    private Optional<StudyInstanceUid> byAccession(Report report) {
        String number = report.numbers().accession().number();
        if (number.isEmpty()) return Optional.empty();
        try (Stream<StudyRecord> found = studies.studies(new StudyAccess.ByAccessionNumber(number))) {
            List<StudyInstanceUid> ofPatient = found.filter(study -> isSamePatient(study, report))
                    .map(StudyRecord::id)
                    .limit(2)
                    .toList();
            return ofPatient.size() == 1 ? Optional.of(ofPatient.get(0)) : Optional.empty();
        }
    }

    private Optional<StudyRecord> find(StudyInstanceUid uid) {
        try (Stream<StudyRecord> found = studies.studies(new StudyAccess.ByStudyUid(List.of(uid)))) {
            return found.findFirst();
        }
    }

    private void requireSamePatient(StudyRecord study, Report report) {
        if (!isSamePatient(study, report))
            throw new ArchiveException(ErrorCode.DATA_SET_MISMATCH, "the report's patient is not the study's");
    }

    /** An id without issuer may be any issuer's. */
    private boolean isSamePatient(StudyRecord study, Report report) {
        Optional<PatientIdentifier> ofStudy = PatientIdentifier.of(study.attributes());
        if (ofStudy.isEmpty()) return true;
        PatientIdentifier one = patients.living(ofStudy.get()).identifier();
        PatientIdentifier other = patients.living(report.patient().identifier()).identifier();
        return one.equals(other) || one.id().equals(other.id()) && !(one.hasIssuer() && other.hasIssuer());
    }

    /** Not by the UID of an instance that somebody else has sent: nobody replaces another's. */
    private boolean mayBeCalledAsChosen(Report report, Provenance by) {
        return report.instance().map(studies::instancesByUid).stream()
                .flatMap(List::stream)
                .allMatch(present -> present.source().equals(by.by()));
    }

    private InstanceId store(Attributes instance, Report report, Provenance by) {
        SopInstanceUid uid = new SopInstanceUid(instance.getString(Tag.SOPInstanceUID));
        Optional<InstanceRecord> newer = studies.instancesByUid(uid).stream()
                .filter(present ->
                        ReportInstances.writtenAt(present.attributes()).isAfter(ReportInstances.local(report.at())))
                .findFirst();
        if (newer.isPresent()) return newer.get().id(); // what was written earlier never wins
        IngestRequest request = new IngestRequest(
                by.by(), REPLACE, instance.getString(Tag.SOPClassUID), uid, UID.ExplicitVRLittleEndian);
        try {
            byte[] bytes = DicomWriter.toBytes(instance, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            IngestOutcome outcome = ingest.ingest(request, new ByteArrayInputStream(bytes));
            if (!outcome.isSuccess())
                throw new ArchiveException(ErrorCode.DUPLICATE_INSTANCE, "the report was rejected before");
            return outcome.instance().id();
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.INTERNAL, "a report can't be written", e);
        }
    }
}
