package org.muniment.core.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectWriter;
import org.muniment.core.coerce.Coercer;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.BulkSource;
import org.muniment.dicom.DicomFormatException;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.frame.FrameTable;
import org.muniment.dicom.frame.FrameTableBuilder;

/**
 * A data set on its way in: read once, checked to its end, and copied byte by byte. It is told apart in two steps, because a place in the
 * store can be given to it only when its UIDs are known: the few bytes before them are kept in memory and parsed twice.
 */
final class IncomingDataSet implements AutoCloseable {

    /** Nothing of group 7FE0, the pixels and what describes them, is held. */
    private static final int PIXELS = 0x7FE00000;

    private static final BulkSource NOT_KEPT = (offset, length) -> {
        throw new IOException("large values are not kept while an instance is received");
    };

    private final IngestRequest request;
    private final TransferSyntax syntax;
    private final SourceStream source;
    private ByteArrayOutputStream lead = new ByteArrayOutputStream(4096);
    private final IngestConfig config;
    private final HeaderMemory.Header header;
    private final HeaderMemory.Header fragments;

    IncomingDataSet(IngestRequest request, InputStream dataSet, IngestConfig config, HeaderMemory memory) {
        this.request = request;
        this.syntax = TransferSyntax.of(request.transferSyntaxUid());
        this.source = new SourceStream(dataSet, this::keep);
        this.config = config;
        this.header = memory.header();
        this.fragments = memory.header();
    }

    /** What was made of the elements before the pixel data, and where the frames lie in the file. */
    record Received<T>(T made, FrameTable frames) {}

    private interface Parsing<T> {
        T parse() throws IOException;
    }

    /** Reads as far as the UIDs, and holds them against what the request says. */
    InstanceId identify() throws IOException {
        if (syntax.deflated()) header.grow(HeaderMemory.SHORT + 1); // what it takes does not show in its length
        ReadOptions options = options().withStopBefore(Tag.StudyID);
        Attributes first =
                parse(() -> DicomReader.ofDataSet(source, syntax, options).read());
        if (lead.size() == 0) throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, "The data set is empty");
        requireNoMeta(first);
        InstanceId id = new InstanceId(
                new StudyInstanceUid(first.getString(Tag.StudyInstanceUID)),
                new SeriesInstanceUid(first.getString(Tag.SeriesInstanceUID)),
                new SopInstanceUid(first.getString(Tag.SOPInstanceUID)));
        requireSame(Tag.SOPClassUID, first.getString(Tag.SOPClassUID), request.sopClassUid(), "SOP Class UID");
        requireSame(
                Tag.SOPInstanceUID,
                id.instance().value(),
                request.sopInstanceUid().value(),
                "SOP Instance UID");
        return id;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (lead.size() + length > config.leadLimit())
            throw new ArchiveException(
                    ErrorCode.MALFORMED_DATA_SET,
                    "Study and Series Instance UID do not come within the first " + config.leadLimit() + " bytes");
        header.grow(length);
        lead.write(bytes, offset, length);
    }

    /**
     * Copies all bytes to {@code out} while checking them to the end.
     *
     * @param use makes of the elements before the pixel data what is wanted of them; they are held no longer than that
     */
    <T> Received<T> copyTo(ObjectWriter out, Function<Attributes, T> use) throws IOException {
        long dataSetOffset = out.size();
        InputStream whole = replay(out);
        return parse(() -> {
            DicomReader reader = DicomReader.ofDataSet(whole, syntax, options().withStopBefore(PIXELS));
            Attributes elements = reader.read();
            T made = use.apply(elements);
            FrameTableBuilder frames = new FrameTableBuilder(elements, syntax, dataSetOffset, fragments::grow);
            elements = null;
            header.close();
            reader.readRest(frames);
            whole.transferTo(OutputStream.nullOutputStream()); // padding behind a deflated data set
            return new Received<>(made, frames.build());
        });
    }

    /**
     * As {@link #copyTo}, but with the elements before the pixel data as {@code coerce} makes them. Where that changes nothing, the bytes
     * are those that came.
     */
    <T> Received<T> coerceTo(
            ObjectWriter out, Function<Attributes, Coercer.Result> coerce, Function<Coercer.Result, T> use)
            throws IOException {
        byte[] start = lead.toByteArray();
        lead = null;
        try (var rewriting = new HeaderRewriting(source, start, syntax, config, header::grow)) {
            return parse(() -> {
                Attributes elements = rewriting.readHeader(options().withStopBefore(PIXELS));
                FrameTableBuilder frames = new FrameTableBuilder(
                        elements, syntax, out.size(), fragments::grow); // the form of pixels is not coerced
                Coercer.Result coerced = coerce.apply(elements);
                T made = use.apply(coerced);
                rewriting.writeHeader(coerced, out);
                elements = null;
                header.close();
                rewriting.copyRest(frames);
                return new Received<>(made, frames.build());
            });
        }
    }

    private InputStream replay(ObjectWriter out) {
        byte[] start = lead.toByteArray();
        lead = null;
        out.write(start, 0, start.length);
        source.copyTo((bytes, offset, length) -> {
            header.grow(length);
            out.write(bytes, offset, length);
        });
        return new ReplayedStream(start, source);
    }

    @Override
    public void close() {
        header.close();
        fragments.close();
    }

    private static ReadOptions options() {
        return ReadOptions.header(NOT_KEPT);
    }

    private <T> T parse(Parsing<T> parsing) throws IOException {
        try {
            return parsing.parse();
        } catch (DicomFormatException e) {
            // a reader may take the source's failure for the data set's
            if (source.failure() != null) throw source.failure();
            throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, e.getMessage(), e);
        }
    }

    /** Command and file meta elements have no place in a data set (PS3.5 7.1 and PS3.10 7.1). */
    private static void requireNoMeta(Attributes dataSet) {
        if (dataSet.isEmpty()) return;
        int group = dataSet.elements().iterator().next().tag() >>> 16;
        if (group <= 2)
            throw new ArchiveException(
                    ErrorCode.MALFORMED_DATA_SET, "An element of group 000" + group + " stands in the data set");
    }

    private static void requireSame(int tag, String found, String requested, String name) {
        String where = String.format(" (%04X,%04X)", tag >>> 16, tag & 0xffff);
        if (found == null) throw new ArchiveException(ErrorCode.MISSING_ATTRIBUTE, name + where + " is missing");
        if (!found.equals(requested))
            throw new ArchiveException(
                    ErrorCode.DATA_SET_MISMATCH, name + where + " of the data set is not that of the request");
    }
}
