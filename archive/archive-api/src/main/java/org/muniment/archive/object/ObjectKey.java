package org.muniment.archive.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.muniment.archive.id.InstanceId;

/**
 * Where an object lies in its store: hashes of its UIDs and a version, never received text.
 *
 * <p>{@code <2 hex>/<2 hex>/<16 hex of the study>/<16 hex of the series>/<20 hex of the instance>-<version>.dcm}: a study is one
 * directory, so it can be listed, copied and read by any DICOM tool.
 */
public record ObjectKey(String path) {

    private static final Pattern PATTERN =
            Pattern.compile("[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{16}/[0-9a-f]{16}/[0-9a-f]{20}-[0-9a-f]{12}\\.dcm");

    public ObjectKey {
        if (!isKey(path)) throw new IllegalArgumentException("not an object key: " + path);
    }

    /** Whether an object may be called {@code path}. */
    public static boolean isKey(String path) {
        return PATTERN.matcher(path).matches();
    }

    /** A key no other object has had or will have: every write of an instance is a new version. */
    public static ObjectKey forNewVersionOf(InstanceId id) {
        String version = UUID.randomUUID().toString().substring(24);
        return new ObjectKey(prefix(id) + version + ".dcm");
    }

    private static String prefix(InstanceId id) {
        String study = hash(id.study().value(), 16);
        String series = hash(id.series().value(), 16);
        String instance = hash(id.instance().value(), 20);
        return study.substring(0, 2) + "/" + study.substring(2, 4) + "/" + study + "/" + series + "/" + instance + "-";
    }

    /** Whether an object of this key holds a version of {@code id}. */
    public boolean isVersionOf(InstanceId id) {
        return path.startsWith(prefix(id));
    }

    /** The path without its last part: the same for all objects of a series. */
    public String directory() {
        return path.substring(0, path.lastIndexOf('/'));
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
