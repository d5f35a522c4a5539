package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;

/** All ways to studies. Their hints are shared by what is in sight and what is held back: readers follow them on their own side. */
final class StudyPaths {

    private final StudyPath<StudyAccess.ByPatientId> byPatientId;
    private final StudyPath<StudyAccess.ByAccessionNumber> byAccessionNumber;
    private final StudyPath<StudyAccess.ByPatientName> byPatientName;
    private final StudyByDatePath byStudyDate;

    StudyPaths(CqlRunner cql, BucketTable buckets) {
        byPatientId = StudyByTextPath.patientId(cql);
        byAccessionNumber = StudyByTextPath.accessionNumber(cql);
        byPatientName = new StudyByNamePath(cql, buckets);
        byStudyDate = new StudyByDatePath(cql, buckets);
    }

    List<BoundStatement> rows(StudyRecord study) {
        List<BoundStatement> rows = new ArrayList<>();
        for (StudyPath<?> path : all()) rows.addAll(path.rows(study));
        return rows;
    }

    /** Removes the rows of a study that is to be found no more. */
    List<BoundStatement> deletes(StudyRecord study) {
        return all().stream().flatMap(path -> path.deletes(study).stream()).toList();
    }

    private List<StudyPath<?>> all() {
        return List.of(byPatientId, byAccessionNumber, byPatientName, byStudyDate);
    }

    Iterator<StudyHint> hints(StudyAccess access) {
        if (access instanceof StudyAccess.ByPatientId by) return byPatientId.hints(by);
        if (access instanceof StudyAccess.ByAccessionNumber by) return byAccessionNumber.hints(by);
        if (access instanceof StudyAccess.ByPatientName by) return byPatientName.hints(by);
        if (access instanceof StudyAccess.ByStudyDate by) return byStudyDate.hints(by);
        if (access instanceof StudyAccess.Latest) return byStudyDate.latest();
        return ((StudyAccess.ByStudyUid) access)
                .uids().stream()
                        .distinct()
                        .map(uid -> new StudyHint(uid.value(), study -> true))
                        .iterator();
    }
}
