package org.muniment.web.qido;

import java.util.Set;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.web.resource.ResourceUris;

/** Makes of an answer in the sense of C-FIND one in the sense of QIDO-RS (PS3.18 10.6.3.3). */
final class Match {

    private final QueryLevel level;
    private final Set<Integer> asked;
    private final ResourceUris uris;

    Match(Search search, ResourceUris uris) {
        this.level = search.query().level();
        this.asked = search.asked();
        this.uris = uris;
    }

    Attributes of(Attributes answer) {
        answer.remove(Tag.QueryRetrieveLevel);
        answer.remove(Tag.RetrieveAETitle);
        for (int tag : SearchTarget.CONDITIONAL) {
            if (!asked.contains(tag) && !answer.containsValue(tag)) answer.remove(tag);
        }
        answer.setString(Tag.RetrieveURL, VR.UR, retrieveUrl(answer));
        return answer;
    }

    private String retrieveUrl(Attributes answer) {
        StudyInstanceUid study = new StudyInstanceUid(answer.getString(Tag.StudyInstanceUID));
        if (level == QueryLevel.STUDY) return uris.study(study);
        SeriesId series = new SeriesId(study, new SeriesInstanceUid(answer.getString(Tag.SeriesInstanceUID)));
        if (level == QueryLevel.SERIES) return uris.series(series);
        SopInstanceUid instance = new SopInstanceUid(answer.getString(Tag.SOPInstanceUID));
        return uris.instance(new InstanceId(study, series.series(), instance));
    }
}
