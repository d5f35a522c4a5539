package org.muniment.lifecycle.engine.due;

import org.muniment.archive.lifecycle.Due;
import org.muniment.archive.lifecycle.DueBucket;

/** A reminder that was read, and where it lies. */
public record Reminder(DueBucket bucket, Due due) {

    public String item() {
        return due.item();
    }
}
