package org.muniment.index.cassandra;

import java.time.Clock;

/** What both sides of the index have in common: hints, what belongs to objects, and the marks of changes. */
record SharedTables(
        CqlRunner cql,
        InstanceByUidTable instancesByUid,
        StudyPaths paths,
        FrameTableTable frames,
        RetiredObjectTable retired,
        ChangeMarks marks) {

    static SharedTables of(CqlRunner cql, BucketTable buckets, Clock clock) {
        return new SharedTables(
                cql,
                new InstanceByUidTable(cql),
                new StudyPaths(cql, buckets),
                new FrameTableTable(cql),
                new RetiredObjectTable(cql, buckets, clock),
                new ChangeMarks());
    }
}
