package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.StudyRecord;
import org.muniment.dicom.Attributes;

/** Tables {@code study} and {@code rejected_study}. */
final class StudyTable {

    private final CqlRunner cql;
    private final PreparedStatement merge;
    private final PreparedStatement reduce;
    private final PreparedStatement delete;
    private final PreparedStatement select;

    StudyTable(CqlRunner cql, String table) {
        this.cql = cql;
        merge = cql.prepare("UPDATE " + table + " SET attributes = ?, modalities = modalities + ?,"
                + " sop_classes = sop_classes + ? WHERE study_uid = ?");
        reduce = cql.prepare("UPDATE " + table + " SET modalities = modalities - ?, sop_classes = sop_classes - ?"
                + " WHERE study_uid = ?");
        delete = cql.prepare("DELETE FROM " + table + " WHERE study_uid = ?");
        select = cql.prepare(
                "SELECT study_uid, attributes, modalities, sop_classes FROM " + table + " WHERE study_uid = ?");
    }

    /** Replaces the attributes and adds to the sets. */
    BoundStatement merge(StudyRecord study) {
        return merge.bind(
                DataSetBlob.encode(study.attributes()),
                study.modalities(),
                study.sopClasses(),
                study.id().value());
    }

    /** Takes elements out of the sets. */
    BoundStatement reduce(StudyInstanceUid study, Set<String> modalities, Set<String> sopClasses) {
        return reduce.bind(modalities, sopClasses, study.value());
    }

    BoundStatement delete(StudyInstanceUid study) {
        return delete.bind(study.value());
    }

    /** The studies whose rows bear the hints out. */
    Iterator<StudyRecord> follow(Iterator<StudyHint> hints) {
        return new Lookups<>(cql, hints, hint -> select.bind(hint.studyUid()), StudyTable::read);
    }

    private static Optional<StudyRecord> read(StudyHint hint, Row row) {
        Attributes attributes = DataSetBlob.decode(row.getByteBuffer("attributes"));
        if (!hint.bornOut().test(attributes)) return Optional.empty();
        return Optional.of(new StudyRecord(
                new StudyInstanceUid(hint.studyUid()),
                attributes,
                row.getSet("modalities", String.class),
                row.getSet("sop_classes", String.class)));
    }
}
