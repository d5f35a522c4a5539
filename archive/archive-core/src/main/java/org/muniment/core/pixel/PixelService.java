package org.muniment.core.pixel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.retrieve.FrameService;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.core.retrieve.StoredValue;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.Codecs;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;
import org.muniment.dicom.pixel.transcode.FrameMemory;

/** Decodes frames of archived images, as many at a time as the heap has room for. Frames are counted from 1. Safe for use by many threads. */
public final class PixelService {

    /** No encoder makes more of noise than half as much again; and small frames have headers. */
    private static final long CODESTREAM_HEADERS = 1 << 20;

    private final ObjectStores stores;
    private final FrameService frames;
    private final Codecs codecs;
    private final FrameMemory memory;

    public PixelService(ObjectStores stores, FrameService frames, Codecs codecs, FrameMemory memory) {
        this.stores = stores;
        this.frames = frames;
        this.codecs = codecs;
        this.memory = memory;
    }

    public boolean canDecode(String transferSyntaxUid) {
        return codecs.canDecode(transferSyntaxUid);
    }

    /** Transfer syntaxes a frame can be encoded in, without loss. */
    public Set<String> encodes() {
        return codecs.encodes();
    }

    /** Uses a frame while memory is set aside for it. */
    @FunctionalInterface
    public interface Use {
        void of(Frame frame) throws IOException, PixelException;
    }

    /**
     * Reads what describes an instance: all of its data set but what is large.
     *
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE, CORRUPT_OBJECT
     */
    public Attributes header(InstanceRecord instance) {
        StoredFile file = new StoredFile(stores, instance);
        return file.parse(ReadOptions.header(file), DicomReader::read);
    }

    /**
     * Decodes one frame and hands it to {@code use}.
     *
     * @param header as {@link #header} gives it
     * @throws IOException what {@code use} throws
     * @throws ArchiveException NOT_FOUND where there is no such frame; NOT_CONVERTIBLE where it can't be decoded or used, as the image is broken
     *     or of a kind we do not know; OVERLOADED where no memory comes free in time; as {@link #header}
     */
    public void decode(InstanceRecord instance, Attributes header, int frame, Use use) throws IOException {
        StoredValue stored = frames.value(instance, frame);
        try {
            ImageDescription description = ImageDescription.of(header);
            FrameMemory.Lease lease = lease(description);
            try {
                use.of(decode(instance, stored, description));
            } finally {
                lease.release();
            }
        } catch (PixelException e) {
            throw new ArchiveException(ErrorCode.NOT_CONVERTIBLE, e.getMessage(), e);
        }
    }

    private FrameMemory.Lease lease(ImageDescription description) throws PixelException {
        try {
            return memory.lease(description);
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.OVERLOADED, "too many images are being decoded", e);
        }
    }

    private Frame decode(InstanceRecord instance, StoredValue stored, ImageDescription description)
            throws IOException, PixelException {
        if (stored.length() > description.frameLength() * 3L / 2 + CODESTREAM_HEADERS)
            throw PixelException.corrupt("The frame takes " + stored.length() + " bytes");
        boolean encapsulated = frames.table(instance).encapsulated();
        // native frames come in little endian, whatever the file is in
        String syntax = encapsulated ? instance.transferSyntaxUid() : UID.ExplicitVRLittleEndian;
        try (InputStream in = stored.open()) {
            return codecs.decode(in.readAllBytes(), syntax, description);
        }
    }

    /**
     * Encodes a frame, in one of {@link #encodes}.
     *
     * @throws PixelException where this frame can't be
     */
    public byte[] encode(Frame frame, String transferSyntaxUid) throws PixelException {
        return codecs.encode(frame, transferSyntaxUid);
    }
}
