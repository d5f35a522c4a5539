package org.muniment.index.cassandra;

import java.util.Iterator;
import java.util.List;

/**
 * The buckets of a table of folded names: those that share their first three characters are in one. A shorter prefix visits the buckets listed
 * under its first character.
 */
record NameBuckets(BucketTable buckets, String table) {

    private static final int BUCKET_LENGTH = 3;

    /** The name's bucket, which is listed on return. */
    String listed(String name) {
        String bucket = of(name);
        buckets.add(table, beginning(name, 1), bucket);
        return bucket;
    }

    static String of(String name) {
        return beginning(name, BUCKET_LENGTH);
    }

    /** @param prefix not empty */
    Iterator<String> startingWith(String prefix) {
        String bucket = beginning(prefix, BUCKET_LENGTH);
        if (bucket.codePointCount(0, bucket.length()) == BUCKET_LENGTH)
            return List.of(bucket).iterator();
        return buckets.range(table, beginning(prefix, 1), prefix, BucketTable.last(prefix));
    }

    private static String beginning(String text, int characters) {
        int length = Math.min(characters, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }
}
