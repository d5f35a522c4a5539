package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.Iterator;
import java.util.List;
import org.muniment.archive.index.StudyAccess;
import org.muniment.archive.index.StudyRecord;

/** A table by which studies are found through one of their attributes. Its rows are hints to rows of {@code study}. */
interface StudyPath<A extends StudyAccess> {

    /** Longest text used in a key; Cassandra's own limit is 64 kB, and a device may send more. */
    int LONGEST_KEY = 256;

    /** The rows by which the study, as it is now, will be found; none where it lacks the attribute. Their buckets are listed. */
    List<BoundStatement> rows(StudyRecord study);

    /** Removes those rows. */
    List<BoundStatement> deletes(StudyRecord study);

    /** Every study that is an answer is among them. */
    Iterator<StudyHint> hints(A access);

    static String key(String text) {
        return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY);
    }
}
