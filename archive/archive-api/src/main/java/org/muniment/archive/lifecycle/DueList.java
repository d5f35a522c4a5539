package org.muniment.archive.lifecycle;

/** What can be due. */
public enum DueList {
    /** Studies that are to be looked at by the policies; the lane is empty, the item is the Study Instance UID. */
    STUDY(16),
    /** Jobs; the lane tells priority and kind, the item is the {@link JobKey}. */
    JOB(1);

    private final int shards;

    DueList(int shards) {
        this.shards = shards;
    }

    /** Over how many buckets what is due in one hour is spread, as many may be. */
    public int shards() {
        return shards;
    }

    public int shard(String item) {
        return Math.floorMod(item.hashCode(), shards);
    }
}
