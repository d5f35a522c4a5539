package org.muniment.core.reject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;

/**
 * A Key Object Selection Document that rejects instances (PS3.3 A.35.4, IHE RAD TF-3 4.66.4.1.2): its title says why, its Content Sequence
 * which, its Current Requested Procedure Evidence Sequence where these are.
 *
 * @param reason the Key Object Description, empty where there is none
 * @param rejected by study and series
 */
public record RejectionNote(
        InstanceId id,
        RejectionCode code,
        String reason,
        Map<StudyInstanceUid, Map<SeriesId, Set<SopInstanceUid>>> rejected) {

    private static final String KEY_OBJECT_DESCRIPTION = "113012";

    /** Templates nest sections in a few levels; PS3.16 TID 2010 needs one. */
    private static final int DEEPEST = 16;

    public RejectionNote {
        Objects.requireNonNull(id);
        Objects.requireNonNull(code);
        Objects.requireNonNull(reason);
    }

    /** Why the document rejects; empty where it is no rejection note. */
    public static Optional<RejectionCode> codeOf(String sopClassUid, Attributes dataSet) {
        if (!UID.KeyObjectSelectionDocumentStorage.equals(sopClassUid)) return Optional.empty();
        Attributes title = dataSet.getItem(Tag.ConceptNameCodeSequence);
        if (title == null || !RejectionCode.SCHEME.equals(title.getString(Tag.CodingSchemeDesignator)))
            return Optional.empty();
        return RejectionCode.of(title.getString(Tag.CodeValue, ""));
    }

    /** Whether the instance is a rejection note. */
    public static boolean is(InstanceRecord instance) {
        return codeOf(instance.sopClassUid(), instance.attributes()).isPresent();
    }

    /**
     * Reads the note, where the data set is one.
     *
     * @throws ArchiveException MISSING_ATTRIBUTE where it does not say what it rejects; such a note must not be taken for one that does
     */
    public static Optional<RejectionNote> of(InstanceId id, Attributes dataSet) {
        return codeOf(dataSet.getString(Tag.SOPClassUID), dataSet).map(code -> {
            Content content = new Content();
            content.read(dataSet.getItems(Tag.ContentSequence), 0);
            return new RejectionNote(id, code, content.description, located(content.references, dataSet));
        });
    }

    /** What the tree of content items says. */
    private static final class Content {
        private final Set<String> references = new LinkedHashSet<>();
        private String description = "";

        void read(List<Attributes> items, int depth) {
            if (depth == DEEPEST) throw unclear("Content Sequence (0040,A730) is nested too deeply");
            for (Attributes item : items) {
                for (Attributes reference : item.getItems(Tag.ReferencedSOPSequence))
                    references.add(reference.getString(Tag.ReferencedSOPInstanceUID, ""));
                Attributes name = item.getItem(Tag.ConceptNameCodeSequence);
                if (name != null && KEY_OBJECT_DESCRIPTION.equals(name.getString(Tag.CodeValue)))
                    description = item.getString(Tag.TextValue, "");
                read(item.getItems(Tag.ContentSequence), depth + 1);
            }
        }
    }

    private static Map<StudyInstanceUid, Map<SeriesId, Set<SopInstanceUid>>> located(
            Set<String> references, Attributes dataSet) {
        Map<StudyInstanceUid, Map<SeriesId, Set<SopInstanceUid>>> rejected = new LinkedHashMap<>();
        Set<String> missing = new HashSet<>(references);
        for (Attributes study : dataSet.getItems(Tag.CurrentRequestedProcedureEvidenceSequence)) {
            for (Attributes series : study.getItems(Tag.ReferencedSeriesSequence)) {
                for (Attributes instance : series.getItems(Tag.ReferencedSOPSequence)) {
                    String uid = instance.getString(Tag.ReferencedSOPInstanceUID, "");
                    if (!references.contains(uid)) continue; // evidence may list more than the document is about
                    missing.remove(uid);
                    SeriesId in = new SeriesId(
                            new StudyInstanceUid(study.getString(Tag.StudyInstanceUID)),
                            new SeriesInstanceUid(series.getString(Tag.SeriesInstanceUID)));
                    rejected.computeIfAbsent(in.study(), s -> new LinkedHashMap<>())
                            .computeIfAbsent(in, s -> new LinkedHashSet<>())
                            .add(new SopInstanceUid(uid));
                }
            }
        }
        if (references.isEmpty()) throw unclear("The rejection note names no instances: Content Sequence (0040,A730)");
        if (!missing.isEmpty())
            throw unclear("The rejection note does not say where " + missing.size()
                    + " of its instances are: Current Requested Procedure Evidence Sequence (0040,A375)");
        return rejected;
    }

    private static ArchiveException unclear(String problem) {
        return new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, problem);
    }

    /** Studies this note has to do with: those of the rejected instances, and its own. */
    Set<StudyInstanceUid> studies() {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>(rejected.keySet());
        studies.add(id.study());
        return studies;
    }

    /** How many it rejects. */
    int instances() {
        return rejected.values().stream()
                .flatMap(series -> series.values().stream())
                .mapToInt(Collection::size)
                .sum();
    }

    /** Those it rejects in the series. */
    static List<InstanceId> ids(SeriesId series, Set<SopInstanceUid> uids) {
        List<InstanceId> ids = new ArrayList<>();
        for (SopInstanceUid uid : uids) ids.add(new InstanceId(series.study(), series.series(), uid));
        return ids;
    }

    Map<SeriesId, Set<SopInstanceUid>> rejectedOf(StudyInstanceUid study) {
        return rejected.getOrDefault(study, Map.of());
    }
}
