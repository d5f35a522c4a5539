package org.muniment.core.find;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.index.MemoryStudyIndex;
import org.muniment.archive.index.SeriesRecord;
import org.muniment.archive.index.StudyRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;

/** An index filled row by row, and the rows as a plain list for those who want to look at all of them. */
final class SampleArchive {

    /** An instance with the rows above it. */
    record Entry(Attributes study, Set<String> modalities, Attributes series, Attributes instance) {}

    final MemoryStudyIndex index = new MemoryStudyIndex();
    final List<Entry> entries = new ArrayList<>();

    /**
     * @param study with Study Instance UID
     * @param modalities those of the study so far, this instance's included
     * @param series with Series Instance UID
     * @param instance with SOP Instance UID
     */
    SampleArchive add(Attributes study, Set<String> modalities, Attributes series, Attributes instance) {
        InstanceId id = new InstanceId(
                new StudyInstanceUid(study.getString(Tag.StudyInstanceUID)),
                new SeriesInstanceUid(series.getString(Tag.SeriesInstanceUID)),
                new SopInstanceUid(instance.getString(Tag.SOPInstanceUID)));
        InstanceRecord row = new InstanceRecord(
                id,
                UID.CTImageStorage,
                UID.ExplicitVRLittleEndian,
                new ObjectLocation("hot", ObjectKey.forNewVersionOf(id)),
                1000,
                132,
                new Sha256("0".repeat(64)),
                Instant.EPOCH,
                "TEST",
                instance);
        index.commit(
                row,
                new SeriesRecord(id.seriesId(), series),
                new StudyRecord(id.study(), study, modalities, Set.of(UID.CTImageStorage)));
        entries.add(new Entry(study, modalities, series, instance));
        return this;
    }

    /** A row or an identifier in UTF-8, of {@code Keyword=value}. */
    static Attributes row(String... elements) {
        Attributes row = new Attributes();
        row.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        for (String element : elements) {
            String[] keywordAndValue = element.split("=", 2);
            ElementDictionary.Entry entry = ElementDictionary.find(keywordAndValue[0]);
            if (keywordAndValue[1].isEmpty()) row.setNull(entry.tag(), entry.vr());
            else row.setString(entry.tag(), entry.vr(), keywordAndValue[1]);
        }
        return row;
    }
}
