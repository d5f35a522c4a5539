package org.muniment.server.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.muniment.dicom.Tag;
import org.muniment.dicom.UID;

/** A data set in Explicit VR Little Endian made by hand, so that it can lie. Its patient is the one no log may name. */
final class Crafted {

    static final String PATIENT_NAME = "Geheim^Patient";
    static final String PATIENT_ID = "PHI4711";
    static final String STUDY = "2.25.666";
    /** For an instance whose patient and study are different from the others'. */
    static final String OTHER_STUDY = "2.25.667";

    static final String SERIES = "2.25.666.1";
    /** How many of the elements of {@link #ct} it takes to have all UIDs. */
    static final int ELEMENTS_WITH_UIDS = 8;

    static final int PRIVATE = 0x00290010;
    static final long UNDEFINED = 0xFFFFFFFFL;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> boundaries = new ArrayList<>();

    /** The UIDs an archive files by, and a little more; what is added goes behind them. */
    static Crafted ct(String sopInstanceUid) {
        return ct(UID.CTImageStorage, sopInstanceUid, STUDY, SERIES);
    }

    /** As above; a UID that is null is left out. */
    static Crafted ct(String sopClassUid, String sopInstanceUid, String study, String series) {
        return new Crafted()
                .text(Tag.SOPClassUID, "UI", sopClassUid)
                .text(Tag.SOPInstanceUID, "UI", sopInstanceUid)
                .text(Tag.StudyDate, "DA", "20240229")
                .text(Tag.Modality, "CS", "CT")
                .text(Tag.PatientName, "PN", PATIENT_NAME)
                .text(Tag.PatientID, "LO", PATIENT_ID)
                .text(Tag.StudyInstanceUID, "UI", study)
                .text(Tag.SeriesInstanceUID, "UI", series)
                .text(Tag.InstanceNumber, "IS", "1");
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Offsets at which one root element has ended and the next not begun: a data set cut there is whole, only shorter. */
    List<Integer> boundaries() {
        return boundaries;
    }

    /** The element begun by {@link #header} is whole. */
    Crafted end() {
        boundaries.add(out.size());
        return this;
    }

    Crafted text(int tag, String vr, String value) {
        if (value == null) return this;
        char padding = vr.equals("UI") ? '\0' : ' ';
        return value(
                tag, vr, (value.length() % 2 == 0 ? value : value + padding).getBytes(StandardCharsets.ISO_8859_1));
    }

    Crafted value(int tag, String vr, byte[] value) {
        return header(tag, vr, value.length).raw(value).end();
    }

    Crafted pixels(int length) {
        return value(Tag.PixelData, "OW", new byte[length]);
    }

    /** A header; its length need not be true. */
    Crafted header(int tag, String vr, long length) {
        tag(tag).ascii(vr);
        boolean isLong = List.of("OB", "OW", "SQ", "UN", "UT", "UC", "UR").contains(vr);
        return isLong ? u16(0).u32(length) : u16((int) length);
    }

    Crafted item(long length) {
        return tag(0xFFFEE000).u32(length);
    }

    Crafted itemEnd() {
        return tag(0xFFFEE00D).u32(0);
    }

    Crafted sequenceEnd() {
        return tag(0xFFFEE0DD).u32(0);
    }

    /** Sequences within sequences, {@code depth} of them, of undefined or of explicit lengths. */
    Crafted nested(int depth, boolean undefined) {
        int perLevel = 12 + 8;
        for (int level = 0; level < depth; level++) {
            long left = (long) perLevel * (depth - level);
            header(PRIVATE + 0x1000, "SQ", undefined ? UNDEFINED : left - 12);
            item(undefined ? UNDEFINED : left - perLevel);
        }
        if (undefined) for (int level = 0; level < depth; level++) itemEnd().sequenceEnd();
        return this;
    }

    Crafted ascii(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Crafted raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private Crafted tag(int tag) {
        return u16(tag >>> 16).u16(tag);
    }

    private Crafted u16(int number) {
        out.write(number);
        out.write(number >>> 8);
        return this;
    }

    private Crafted u32(long number) {
        return u16((int) number).u16((int) (number >>> 16));
    }

    // ---- deflated ----

    byte[] deflated() {
        return deflated(0);
    }

    /** Deflated, and after it as many megabytes of zeros, each of which takes a kilobyte. */
    byte[] deflated(int zeroMegabytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        deflated.writeBytes(flushed(deflater, bytes()));
        byte[] megabyte = new byte[1 << 20];
        if (zeroMegabytes > 0) deflated.writeBytes(flushed(deflater, megabyte));
        // from here on all that a match refers to is zeros, so one more megabyte looks like the next
        byte[] again = zeroMegabytes > 1 ? flushed(deflater, megabyte) : new byte[0];
        for (int i = 1; i < zeroMegabytes; i++) deflated.writeBytes(again);
        deflater.finish();
        deflated.writeBytes(drained(deflater, Deflater.NO_FLUSH));
        deflater.end();
        return deflated.toByteArray();
    }

    private static byte[] flushed(Deflater deflater, byte[] input) {
        deflater.setInput(input);
        return drained(deflater, Deflater.SYNC_FLUSH);
    }

    private static byte[] drained(Deflater deflater, int flush) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        for (int n = deflater.deflate(chunk, 0, chunk.length, flush); n > 0; ) {
            deflated.write(chunk, 0, n);
            n = n < chunk.length ? 0 : deflater.deflate(chunk, 0, chunk.length, flush);
        }
        return deflated.toByteArray();
    }
}
