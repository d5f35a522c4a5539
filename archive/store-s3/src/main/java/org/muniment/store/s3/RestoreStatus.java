package org.muniment.store.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muniment.archive.object.Availability;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads from an answer to HEAD whether the object can be read: its storage class, and x-amz-restore, which tells of a recall. */
final class RestoreStatus {

    private static final Pattern ONGOING = Pattern.compile("ongoing-request=\"(true|false)\"");
    private static final Pattern EXPIRY = Pattern.compile("expiry-date=\"([^\"]+)\"");

    private RestoreStatus() {}

    static Availability of(HeadObjectResponse head) {
        // S3 Intelligent-Tiering says in another header that it has moved an object to one of its archive tiers
        boolean archived = head.storageClassAsString() != null
                        && S3StoreConfig.ObjectOptions.ARCHIVE_CLASSES.contains(head.storageClassAsString())
                || head.archiveStatusAsString() != null;
        if (!archived) return Availability.ONLINE;
        return head.restore() == null ? Availability.OFFLINE : parse(head.restore());
    }

    static Availability parse(String restore) {
        Matcher ongoing = ONGOING.matcher(restore);
        if (!ongoing.find()) return Availability.OFFLINE;
        if (ongoing.group(1).equals("true")) return Availability.RECALLING;
        return new Availability(Availability.State.READY, expiry(restore));
    }

    private static Optional<Instant> expiry(String restore) {
        Matcher expiry = EXPIRY.matcher(restore);
        if (!expiry.find()) return Optional.empty();
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(expiry.group(1), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
