package org.muniment.store.s3;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.object.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Uploads an object in parts, or by one request where it fits into one. The key gets its object by the last request, which the service refuses
 * where there is one already. Each object carries the id of its upload, by which a commit whose answer was lost is recognised.
 */
final class S3ObjectWriter implements ObjectWriter {

    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectWriter.class);

    private static final int MOST_PARTS = 10_000;
    private static final String UPLOAD = "muniment-upload";
    private static final String NONE_THERE = "*";

    private final S3ObjectStore store;
    private final ObjectKey key;
    private final String path;
    private final Map<String, String> metadata =
            Map.of(UPLOAD, UUID.randomUUID().toString());
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest md5 = digest("MD5");
    private final List<CompletedPart> parts = new ArrayList<>();
    private final int partSize;
    private byte[] buffer = new byte[64 << 10];
    private int buffered;
    private long size;
    private String upload;
    private boolean committed;
    private boolean unknown;

    S3ObjectWriter(S3ObjectStore store, ObjectKey key, String path) {
        this.store = store;
        this.key = key;
        this.path = path;
        this.partSize = store.config().limits().partSize();
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has both
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        for (int done = 0; done < length; ) {
            if (buffered == partSize) uploadPart();
            int n = Math.min(length - done, partSize - buffered);
            if (buffered + n > buffer.length)
                buffer = Arrays.copyOf(buffer, Math.min(partSize, Math.max(buffered + n, 2 * buffer.length)));
            System.arraycopy(bytes, offset + done, buffer, buffered, n);
            buffered += n;
            done += n;
            size += n;
        }
    }

    private void uploadPart() {
        if (upload == null) upload = store.connection().call("can't begin an upload", this::beginUpload);
        if (parts.size() == MOST_PARTS)
            throw new ArchiveException(
                    ErrorCode.INTERNAL,
                    "store " + store.name() + " takes at most " + MOST_PARTS + " parts of " + partSize + " bytes");
        int number = parts.size() + 1;
        String md5OfPart = md5OfBuffer();
        String etag = store.connection().call("can't be written", () -> store.client()
                .uploadPart(
                        request -> request.bucket(store.bucket())
                                .key(path)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(md5OfPart),
                        body())
                .eTag());
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        buffered = 0;
    }

    private String beginUpload() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(store.bucket())
                .key(path)
                .metadata(metadata);
        S3StoreConfig.ObjectOptions options = store.config().objects();
        options.storageClass().ifPresent(request::storageClass);
        options.encryption().ifPresent(request::serverSideEncryption);
        options.kmsKey().ifPresent(request::ssekmsKeyId);
        options.lock().ifPresent(lock -> request.objectLockMode(lock.mode())
                .objectLockRetainUntilDate(Instant.now().plus(lock.keep())));
        return store.client().createMultipartUpload(request.build()).uploadId();
    }

    private String md5OfBuffer() {
        md5.update(buffer, 0, buffered);
        return Base64.getEncoder().encodeToString(md5.digest());
    }

    private RequestBody body() {
        byte[] bytes = buffer;
        int length = buffered;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public StoredObject commit() {
        if (upload != null && buffered > 0) uploadPart();
        try {
            if (upload == null) putWhole();
            else completeUpload();
        } catch (SdkException e) {
            if (!isOurs(e)) throw refused(e);
        }
        committed = true;
        ObjectLocation location = new ObjectLocation(store.name(), key);
        return new StoredObject(location, size, new Sha256(HexFormat.of().formatHex(sha256.digest())));
    }

    private void putWhole() {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(store.bucket())
                .key(path)
                .contentMD5(md5OfBuffer())
                .ifNoneMatch(NONE_THERE)
                .metadata(metadata);
        S3StoreConfig.ObjectOptions options = store.config().objects();
        options.storageClass().ifPresent(request::storageClass);
        options.encryption().ifPresent(request::serverSideEncryption);
        options.kmsKey().ifPresent(request::ssekmsKeyId);
        options.lock().ifPresent(lock -> request.objectLockMode(lock.mode())
                .objectLockRetainUntilDate(Instant.now().plus(lock.keep())));
        store.client().putObject(request.build(), body());
    }

    private void completeUpload() {
        store.client().completeMultipartUpload(request -> request.bucket(store.bucket())
                .key(path)
                .uploadId(upload)
                .ifNoneMatch(NONE_THERE)
                .multipartUpload(all -> all.parts(parts)));
    }

    /** Whether what lies under the key is what was just committed, whatever became of the answer. */
    private boolean isOurs(SdkException failure) {
        try {
            return metadata.get(UPLOAD).equals(uploadOfObject());
        } catch (SdkException e) {
            if (e instanceof AwsServiceException answer && answer.statusCode() == 404) return false;
            unknown = true;
            failure.addSuppressed(e);
            return false;
        }
    }

    private String uploadOfObject() {
        return store.client()
                .headObject(request -> request.bucket(store.bucket()).key(path))
                .metadata()
                .get(UPLOAD);
    }

    private ArchiveException refused(SdkException failure) {
        if (failure instanceof AwsServiceException answer && answer.statusCode() == 412)
            return new ArchiveException(ErrorCode.INTERNAL, "store " + store.name() + " has a " + key, failure);
        return store.connection().failed("can't make an object durable", failure);
    }

    @Override
    public void close() {
        buffer = null;
        if (committed) return;
        try {
            if (unknown && metadata.get(UPLOAD).equals(uploadOfObject())) store.delete(key);
            if (upload != null)
                store.client()
                        .abortMultipartUpload(request ->
                                request.bucket(store.bucket()).key(path).uploadId(upload));
        } catch (SdkException | ArchiveException e) {
            if (e instanceof AwsServiceException answer && answer.statusCode() == 404) return;
            LOG.warn("Unfinished object {} stays in store {} until it is swept: {}", key, store.name(), e.toString());
        }
    }
}
