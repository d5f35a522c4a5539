package org.muniment.core.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.Sha256;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.VR;

/** The series and study rows an instance gives rise to. */
record Parents(SeriesRecord series, StudyRecord study) {

    /** As the instance's own data set tells them. */
    static Parents of(InstanceId id, Attributes dataSet, IngestPolicy policy) {
        Attributes study = Utf8Attributes.of(dataSet, QueryableAttributes.PATIENT);
        study.putAll(Utf8Attributes.of(dataSet, QueryableAttributes.STUDY));
        if (study.containsValue(Tag.PatientID)
                && !study.containsValue(Tag.IssuerOfPatientID)
                && !policy.defaultIssuerOfPatientId().isEmpty())
            study.setString(Tag.IssuerOfPatientID, VR.LO, policy.defaultIssuerOfPatientId());
        Attributes series = Utf8Attributes.of(dataSet, QueryableAttributes.SERIES);
        return new Parents(
                new SeriesRecord(id.seriesId(), series),
                new StudyRecord(id.study(), study, some(dataSet, Tag.Modality), some(dataSet, Tag.SOPClassUID)));
    }

    private static Set<String> some(Attributes dataSet, int tag) {
        String value = dataSet.getString(tag);
        return value == null ? Set.of() : Set.of(value);
    }

    /** Equal for instances that say the same of their series and study. */
    Sha256 fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(DicomWriter.toBytes(series.attributes(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
            digest.update(DicomWriter.toBytes(study.attributes(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
            digest.update(new TreeSet<>(study.modalities()).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(new TreeSet<>(study.sopClasses()).toString().getBytes(StandardCharsets.UTF_8));
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    /** These, where a value is missing completed from {@code other}; modalities and SOP classes of both. */
    Parents completedBy(Parents other) {
        Attributes mine = study.attributes();
        Attributes theirs = other.study.attributes();
        boolean samePatient = samePatient(mine, theirs);
        Attributes ofStudy = completed(mine, theirs, tag -> samePatient || !QueryableAttributes.PATIENT.contains(tag));
        Attributes ofSeries = completed(series.attributes(), other.series.attributes(), tag -> true);
        return new Parents(
                new SeriesRecord(series.id(), ofSeries),
                new StudyRecord(
                        study.id(),
                        ofStudy,
                        union(study.modalities(), other.study.modalities()),
                        union(study.sopClasses(), other.study.sopClasses())));
    }

    /** What one patient lacks is not to be taken from another: ids that contradict each other are two people until someone decides. */
    private static boolean samePatient(Attributes one, Attributes other) {
        return agree(one, other, Tag.PatientID) && agree(one, other, Tag.IssuerOfPatientID);
    }

    private static boolean agree(Attributes one, Attributes other, int tag) {
        return !one.containsValue(tag)
                || !other.containsValue(tag)
                || Objects.equals(one.getString(tag), other.getString(tag));
    }

    private static Attributes completed(Attributes first, Attributes second, IntPredicate mayComplete) {
        Attributes all = new Attributes(first);
        for (Attributes.Element element : second.elements())
            if (mayComplete.test(element.tag()) && !all.containsValue(element.tag())) all.put(element);
        return all;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
