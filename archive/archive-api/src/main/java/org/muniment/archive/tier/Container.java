package org.muniment.archive.tier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;

/**
 * A plain tar of Part 10 files: copies of instances of one series on one tier. It is written once, under a name no other container ever has;
 * what it holds never changes, only what is known of it.
 *
 * @param tier where it lies, by the tier's name
 * @param replica from 1: which of the tier's copies it is part of. A series may have several containers for one replica, each of other instances
 * @param location the store and the container's own key
 * @param size in bytes; 0 while WRITING
 * @param digest of the whole tar; empty while WRITING
 * @param objects how many instances it holds; 0 while WRITING
 * @param asReceived whether all its files are byte by byte what was received
 * @param madeAt when it was begun; cut to milliseconds
 * @param verifiedAt when its bytes were last read and found to be right; cut to milliseconds
 * @param seenAt when it was last found to be there in its full length, without being read: all that can be known of what is offline; cut to
 *     milliseconds
 */
public record Container(
        UUID id,
        SeriesId series,
        String tier,
        int replica,
        ObjectLocation location,
        long size,
        Optional<Sha256> digest,
        int objects,
        boolean asReceived,
        CopyState state,
        Instant madeAt,
        Optional<Instant> verifiedAt,
        Optional<Instant> seenAt) {

    public Container {
        Objects.requireNonNull(id);
        Objects.requireNonNull(series);
        Objects.requireNonNull(tier);
        Objects.requireNonNull(location);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(state);
        madeAt = madeAt.truncatedTo(ChronoUnit.MILLIS);
        verifiedAt = verifiedAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        seenAt = seenAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        if (replica < 1) throw new IllegalArgumentException("replica " + replica);
        if (!location.key().isContainer()) throw new IllegalArgumentException("not a container: " + location);
    }

    /** A new container, about to be written to the store named {@code store}. */
    public static Container writing(
            SeriesId series, String tier, int replica, String store, boolean asReceived, Instant now) {
        return new Container(
                UUID.randomUUID(),
                series,
                tier,
                replica,
                new ObjectLocation(store, ObjectKey.forNewContainerOf(series)),
                0,
                Optional.empty(),
                0,
                asReceived,
                CopyState.WRITING,
                now,
                Optional.empty(),
                Optional.empty());
    }

    /** The same, now that its bytes are durable. */
    public Container written(long bytes, Sha256 whole, int count) {
        return new Container(
                id,
                series,
                tier,
                replica,
                location,
                bytes,
                Optional.of(whole),
                count,
                asReceived,
                CopyState.GOOD,
                madeAt,
                verifiedAt,
                seenAt);
    }

    /** The same, its bytes read and found to be right. */
    public Container verified(Instant at) {
        return with(CopyState.GOOD, Optional.of(at), seenAt);
    }

    /** The same, found to be there in its full length. */
    public Container seen(Instant at) {
        return with(state, verifiedAt, Optional.of(at));
    }

    /** The same, in another state. */
    public Container in(CopyState other) {
        return with(other, verifiedAt, seenAt);
    }

    private Container with(CopyState other, Optional<Instant> verified, Optional<Instant> seen) {
        return new Container(
                id, series, tier, replica, location, size, digest, objects, asReceived, other, madeAt, verified, seen);
    }
}
