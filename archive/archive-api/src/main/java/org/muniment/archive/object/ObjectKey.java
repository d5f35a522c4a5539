package org.muniment.archive.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesId;
import org.muniment.archive.id.StudyInstanceUid;

/**
 * Where an object lies in its store: hashes of its UIDs and a version, never received text.
 *
 * <p>{@code <2 hex>/<2 hex>/<16 hex of the study>/<16 hex of the series>/<20 hex of the instance>-<version>.dcm}: a study is one
 * directory, so it can be listed, copied and read by any DICOM tool. Beside the instances of a series lies {@code metadata-<version>.json.gz},
 * which is made of them, and {@code container-<version>.tar}, which holds copies of some or all of them.
 */
public record ObjectKey(String path) {

    private static final String METADATA = "metadata-";
    private static final String CONTAINER = "container-";
    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{16}/[0-9a-f]{16}/"
            + "([0-9a-f]{20}-[0-9a-f]{12}\\.dcm|metadata-[0-9a-f]{12}\\.json\\.gz|container-[0-9a-f]{12}\\.tar)");

    public ObjectKey {
        if (!isKey(path)) throw new IllegalArgumentException("not an object key: " + path);
    }

    /** Whether an object may be called {@code path}. */
    public static boolean isKey(String path) {
        return PATTERN.matcher(path).matches();
    }

    /** A key no other object has had or will have: every write of an instance is a new version. */
    public static ObjectKey forNewVersionOf(InstanceId id) {
        return new ObjectKey(prefix(id) + newVersion() + ".dcm");
    }

    /** A new key for metadata of the series. */
    public static ObjectKey forNewMetadataOf(SeriesId id) {
        return new ObjectKey(directory(id) + METADATA + newVersion() + ".json.gz");
    }

    /** A key no other container has had or will have: a container is written once and never again. */
    public static ObjectKey forNewContainerOf(SeriesId id) {
        return new ObjectKey(directory(id) + CONTAINER + newVersion() + ".tar");
    }

    private static String newVersion() {
        return UUID.randomUUID().toString().substring(24);
    }

    private static String prefix(InstanceId id) {
        return directory(id.seriesId()) + hash(id.instance().value(), 20) + "-";
    }

    private static String directory(SeriesId id) {
        return studyDirectory(id.study()) + "/" + hash(id.series().value(), 16) + "/";
    }

    /** The path all objects of a study begin with, as {@link #studyDirectory()} tells it of each of them. */
    public static String studyDirectory(StudyInstanceUid id) {
        String study = hash(id.value(), 16);
        return study.substring(0, 2) + "/" + study.substring(2, 4) + "/" + study;
    }

    /** Whether an object of this key is metadata of a series, not an instance. */
    public boolean isMetadata() {
        return path.startsWith(METADATA, path.lastIndexOf('/') + 1);
    }

    /** Whether an object of this key is a container, not an instance. */
    public boolean isContainer() {
        return path.startsWith(CONTAINER, path.lastIndexOf('/') + 1);
    }

    /** Whether an object of this key is a version of an instance. */
    public boolean isInstance() {
        return path.endsWith(".dcm");
    }

    /** What tells the object from former ones of the same instance, or of the same series' metadata. */
    public String version() {
        int dash = path.lastIndexOf('-');
        return path.substring(dash + 1, path.indexOf('.', dash));
    }

    /** Whether an object of this key holds a version of {@code id}. */
    public boolean isVersionOf(InstanceId id) {
        return path.startsWith(prefix(id));
    }

    /** The path without its last part: the same for all objects of a series. */
    public String directory() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The path of the study's directory: the same for all objects of a study. */
    public String studyDirectory() {
        String series = directory();
        return series.substring(0, series.lastIndexOf('/'));
    }

    /** The path's last part: what tells the object from others of its series. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String hash(String uid, int hexDigits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, hexDigits / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
