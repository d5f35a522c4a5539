package org.muniment.core.tier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.ObjectLocation;
import org.muniment.archive.object.Sha256;
import org.muniment.core.ObjectStores;
import org.muniment.dicom.DataSetConverter;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.transcode.Transcoder;

/**
 * Encodes instances anew without loss, where that makes them smaller, and proves it: what was encoded is decoded again and held against the original, data
 * set against data set, pixels and all. Who fails that stays as it is. One frame in memory at a time. Safe for use by many threads.
 */
public final class Recoder {

    private final ObjectStores stores;
    private final Transcoder transcoder;
    private final String target;
    private final Path temporaryDirectory;

    /**
     * @param target the lossless transfer syntax, such as JPEG-LS Lossless
     * @param temporaryDirectory holds an instance while it is encoded: patient data
     */
    public Recoder(ObjectStores stores, Transcoder transcoder, String target, Path temporaryDirectory) {
        this.stores = stores;
        this.transcoder = transcoder;
        this.target = target;
        this.temporaryDirectory = temporaryDirectory;
    }

    /** A new version of an instance in another encoding, in a file that goes with it. */
    public record Recoded(InstanceRecord row, Path file) implements AutoCloseable {

        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Whether it is worth to try: only what is not compressed is encoded anew. */
    public boolean mayRecode(String transferSyntaxUid) {
        TransferSyntax syntax = TransferSyntax.of(transferSyntaxUid);
        return syntax.isNative() && !syntax.deflated() && transcoder.canTranscode(transferSyntaxUid, target);
    }

    /**
     * Empty where there is nothing to gain, or no proof that nothing is lost. To be closed.
     *
     * @throws ArchiveException what reading the instance fails with
     */
    public Optional<Recoded> recode(InstanceRecord instance) {
        if (!mayRecode(instance.transferSyntaxUid())) return Optional.empty();
        try {
            Path file = Files.createTempFile(temporaryDirectory, "recoded", ".dcm");
            boolean kept = false;
            try {
                Optional<InstanceRecord> row = encode(instance, file);
                kept = row.isPresent() && row.get().size() < instance.size() && isSame(instance, row.get(), file);
                return kept ? Optional.of(new Recoded(row.get(), file)) : Optional.empty();
            } finally {
                if (!kept) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ArchiveException(
                    ErrorCode.STORE_UNAVAILABLE, "object " + instance.location() + " can't be encoded anew", e);
        }
    }

    private Optional<InstanceRecord> encode(InstanceRecord instance, Path file) throws IOException {
        MessageDigest digest = Digests.newSha256();
        FileMeta meta =
                new FileMeta(instance.sopClassUid(), instance.id().instance().value(), target);
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
                InputStream dataSet = dataSet(instance)) {
            DicomWriter.writeFileHeader(null, meta.toAttributes(), out);
            transcoder.transcode(dataSet, instance.transferSyntaxUid(), target, out);
        } catch (PixelException e) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(row(instance, newLocation(instance), Files.size(file), Digests.result(digest), in));
        }
    }

    private static ObjectLocation newLocation(InstanceRecord instance) {
        return new ObjectLocation(instance.location().store(), ObjectKey.forNewVersionOf(instance.id()));
    }

    /**
     * The row of an instance that lies in another encoding: what it says of itself otherwise stays.
     *
     * @param file read as far as its meta information
     */
    public static InstanceRecord row(
            InstanceRecord before, ObjectLocation location, long size, Sha256 digest, InputStream file)
            throws IOException {
        DicomReader reader = DicomReader.ofFile(file, ReadOptions.IN_MEMORY);
        return new InstanceRecord(
                before.id(),
                before.sopClassUid(),
                reader.transferSyntax().uid(),
                location,
                size,
                Math.toIntExact(reader.position()),
                digest,
                before.receivedAt(),
                before.source(),
                before.attributes());
    }

    private InputStream dataSet(InstanceRecord instance) {
        return stores.of(instance.location()).open(instance.location().key(), instance.dataSetOffset(), Long.MAX_VALUE);
    }

    private boolean isSame(InstanceRecord instance, InstanceRecord recoded, Path file) throws IOException {
        try (InputStream before = dataSet(instance);
                InputStream after = Files.newInputStream(file)) {
            after.skipNBytes(recoded.dataSetOffset());
            TransferSyntax former = TransferSyntax.of(instance.transferSyntaxUid());
            // what came without VRs is compared without: pixels of 8 bits are OW then, and OB once encoded (PS3.5 A.1,
            // A.4)
            TransferSyntax plain =
                    TransferSyntax.of(former.explicitVr() ? UID.ExplicitVRLittleEndian : UID.ImplicitVRLittleEndian);
            return digest(before, former, plain).equals(decoded(after, plain));
        } catch (PixelException e) {
            return false;
        }
    }

    private Sha256 decoded(InputStream dataSet, TransferSyntax plain) throws IOException, PixelException {
        Path file = Files.createTempFile(temporaryDirectory, "decoded", ".dcm");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                transcoder.transcode(dataSet, target, plain.uid(), out);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return digest(in, plain, plain);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** However lengths are given: sequences are taken for such of undefined length, and group lengths left out. */
    private static Sha256 digest(InputStream dataSet, TransferSyntax from, TransferSyntax to) throws IOException {
        MessageDigest digest = Digests.newSha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            DataSetConverter.convert(dataSet, from, out, to);
        }
        return Digests.result(digest);
    }
}
