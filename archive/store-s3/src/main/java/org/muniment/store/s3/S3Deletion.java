package org.muniment.store.s3;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * Deletes for good. In a bucket with versions (which object lock needs) a plain DELETE only hides an object, so that all its versions are deleted
 * one by one.
 */
final class S3Deletion {

    private final S3StoreConfig config;
    private final S3Connection connection;

    S3Deletion(S3StoreConfig config, S3Connection connection) {
        this.config = config;
        this.connection = connection;
    }

    void delete(String path) {
        try {
            if (hasVersions()) deleteVersions(path);
            else
                connection.client().deleteObject(request -> request.bucket(config.bucket())
                        .key(path));
        } catch (AwsServiceException e) {
            if (S3Connection.code(e).equals("NoSuchKey") || S3Connection.code(e).equals("NoSuchVersion")) return;
            if (e.statusCode() == 403)
                throw new ArchiveException(
                        ErrorCode.NOT_PERMITTED,
                        "store " + config.name() + " does not let " + path + " be deleted" + lock(path),
                        e);
            throw connection.failed("can't delete", e);
        } catch (SdkException e) {
            throw connection.failed("can't delete", e);
        }
    }

    private boolean hasVersions() {
        GetBucketVersioningResponse versioning;
        try {
            versioning = connection.client().getBucketVersioning(request -> request.bucket(config.bucket()));
        } catch (AwsServiceException e) {
            if (e.statusCode() == 501 || e.statusCode() == 405) return false; // the service knows no versions
            throw connection.failed("does not tell whether it keeps versions", e);
        }
        return versioning.status() == BucketVersioningStatus.ENABLED
                || versioning.status() == BucketVersioningStatus.SUSPENDED;
    }

    private void deleteVersions(String path) {
        for (ListObjectVersionsResponse page : connection
                .client()
                .listObjectVersionsPaginator(
                        request -> request.bucket(config.bucket()).prefix(path))) {
            page.versions().stream()
                    .filter(version -> version.key().equals(path))
                    .forEach(version -> deleteVersion(path, version.versionId()));
            page.deleteMarkers().stream()
                    .filter(marker -> marker.key().equals(path))
                    .forEach(marker -> deleteVersion(path, marker.versionId()));
        }
    }

    private void deleteVersion(String path, String version) {
        connection.client().deleteObject(request -> request.bucket(config.bucket())
                .key(path)
                .versionId(version));
    }

    /** Until when it is locked, where the service tells. */
    private String lock(String path) {
        try {
            var head = connection.client().headObject(request -> request.bucket(config.bucket())
                    .key(path));
            return head.objectLockRetainUntilDate() == null ? "" : ": locked until " + head.objectLockRetainUntilDate();
        } catch (SdkException e) {
            return "";
        }
    }
}
