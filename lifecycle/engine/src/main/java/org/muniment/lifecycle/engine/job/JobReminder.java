package org.muniment.lifecycle.engine.job;

import org.muniment.archive.lifecycle.JobKey;
import org.muniment.archive.lifecycle.JobRecord;

/**
 * What a reminder of a job says.
 *
 * @param version of the row that was about to be written when the reminder was left: as long as the row has not come to it, the reminder may be ahead of its time
 */
record JobReminder(JobKey key, long version) {

    static JobReminder of(JobRecord row) {
        return new JobReminder(row.key(), row.version());
    }

    static JobReminder parse(String item) {
        int blank = item.lastIndexOf(' ');
        return new JobReminder(JobKey.parse(item.substring(0, blank)), Long.parseLong(item.substring(blank + 1)));
    }

    @Override
    public String toString() {
        return key + " " + version;
    }
}
