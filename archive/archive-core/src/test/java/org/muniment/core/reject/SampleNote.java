package org.muniment.core.reject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.rejection.RejectionCode;
import org.muniment.core.SampleDataSet;
import org.muniment.core.ingest.DuplicatePolicy;
import org.muniment.core.ingest.IngestPolicy;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** A rejection note as somebody else may write it: nothing but what is needed, its references in nested content. */
final class SampleNote {

    static final IngestPolicy MAY_REJECT = new IngestPolicy(DuplicatePolicy.KEEP, "", true);

    private SampleNote() {}

    /** @param instance tells notes of one study apart */
    static SampleDataSet of(RejectionCode code, int study, int instance, InstanceId... rejected) {
        return of(code.value(), study, instance, rejected);
    }

    static SampleDataSet of(String code, int study, int instance, InstanceId... rejected) {
        SampleDataSet note = new SampleDataSet(study, 900, instance)
                .with(Tag.SOPClassUID, VR.UI, UID.KeyObjectSelectionDocumentStorage)
                .with(Tag.Modality, VR.CS, "KO")
                .without(Tag.PixelData)
                .without(Tag.Rows)
                .without(Tag.Columns);
        Attributes title = new Attributes();
        title.setString(Tag.CodeValue, VR.SH, code);
        title.setString(Tag.CodingSchemeDesignator, VR.SH, "DCM");
        title.setString(Tag.CodeMeaning, VR.LO, "whatever it is called");
        note.attributes().setItems(Tag.ConceptNameCodeSequence, title);
        note.attributes().setItems(Tag.CurrentRequestedProcedureEvidenceSequence, evidence(rejected));
        note.attributes().setItems(Tag.ContentSequence, content(rejected));
        return note;
    }

    private static Attributes[] evidence(InstanceId... rejected) {
        Map<String, List<Attributes>> studies = new LinkedHashMap<>();
        for (InstanceId id : rejected) {
            Attributes series = new Attributes();
            series.setString(Tag.SeriesInstanceUID, VR.UI, id.series().value());
            series.setItems(Tag.ReferencedSOPSequence, reference(id));
            studies.computeIfAbsent(id.study().value(), uid -> new ArrayList<>())
                    .add(series);
        }
        List<Attributes> items = new ArrayList<>();
        studies.forEach((uid, series) -> {
            Attributes study = new Attributes();
            study.setString(Tag.StudyInstanceUID, VR.UI, uid);
            study.setItems(Tag.ReferencedSeriesSequence, series.toArray(Attributes[]::new));
            items.add(study);
        });
        return items.toArray(Attributes[]::new);
    }

    private static Attributes content(InstanceId... rejected) {
        Attributes[] named = new Attributes[rejected.length];
        for (int i = 0; i < rejected.length; i++) {
            named[i] = new Attributes();
            named[i].setItems(Tag.ReferencedSOPSequence, reference(rejected[i]));
        }
        Attributes container = new Attributes();
        container.setItems(Tag.ContentSequence, named);
        return container;
    }

    private static Attributes reference(InstanceId id) {
        Attributes reference = new Attributes();
        reference.setString(Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage);
        reference.setString(Tag.ReferencedSOPInstanceUID, VR.UI, id.instance().value());
        return reference;
    }
}
