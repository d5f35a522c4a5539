package org.muniment.web.stow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomWriter;
import org.muniment.dicom.FileMeta;
import org.muniment.dicom.Tag;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;
import org.muniment.web.media.PixelMediaType;

/** Makes a Part 10 file of metadata and the bulk data it refers to (PS3.18 10.5.1.1.2). */
record InstanceAssembly(BulkDataParts bulkData) {

    private static final int META_GROUP = 2;
    private static final int[] DESCRIPTION = {
        Tag.Rows, Tag.Columns, Tag.SamplesPerPixel, Tag.PhotometricInterpretation, Tag.BitsAllocated
    };

    /**
     * Adds what follows from the bulk data; returns the transfer syntax the whole is to be written in.
     *
     * @throws ArchiveException where metadata and bulk data do not make an instance
     */
    String complete(Attributes dataSet) throws IOException {
        dataSet.elements().stream()
                .map(Attributes.Element::tag)
                .filter(tag -> tag >>> 16 <= META_GROUP)
                .toList()
                .forEach(dataSet::remove);
        document(dataSet);
        Attributes.Element pixels = dataSet.get(Tag.PixelData);
        if (pixels == null || !(pixels.value() instanceof Value.Fragments fragments)) return UID.ExplicitVRLittleEndian;
        return compressed(dataSet, fragments);
    }

    private String compressed(Attributes dataSet, Value.Fragments fragments) throws IOException {
        List<BulkDataParts.Part> frames = bulkData.of(fragments);
        BulkDataParts.Part first = frames.get(0);
        Optional<Codestream> image = Codestream.read(first.file());
        image.ifPresent(codestream -> codestream.describe(dataSet));
        for (int tag : DESCRIPTION) {
            if (!dataSet.containsValue(tag))
                throw new ArchiveException(
                        ErrorCode.MISSING_ATTRIBUTE,
                        String.format(
                                "(%04X,%04X) is missing and can't be read from %s",
                                tag >>> 16, tag & 0xffff, first.type().name()));
        }
        if (frames.size() > 1 && !dataSet.containsValue(Tag.NumberOfFrames))
            dataSet.setInt(Tag.NumberOfFrames, VR.IS, frames.size());
        dataSet.put(new Attributes.Element(Tag.PixelData, VR.OB, fragments));
        return transferSyntax(first, image, "01".equals(dataSet.getString(Tag.LossyImageCompression)));
    }

    private static String transferSyntax(BulkDataParts.Part part, Optional<Codestream> image, boolean lossy) {
        return part.transferSyntax()
                .or(() -> image.map(codestream -> codestream.transferSyntaxUid(lossy)))
                .or(() -> PixelMediaType.defaultTransferSyntax(part.type().name()))
                .filter(uid -> TransferSyntax.of(uid).encapsulated() && uid.matches("[0-9.]{1,64}"))
                .orElseThrow(() -> new ArchiveException(
                        ErrorCode.MALFORMED_DATA_SET,
                        part.type().name() + " names no transfer syntax of compressed pixel data"));
    }

    /** Encapsulated Document module (PS3.3 C.24.2). */
    private void document(Attributes dataSet) throws IOException {
        Attributes.Element document = dataSet.get(Tag.EncapsulatedDocument);
        if (document == null) return;
        List<BulkDataParts.Part> parts = bulkData.of(document.value());
        if (parts.isEmpty()) return;
        BulkDataParts.Part part = parts.get(0);
        if (!dataSet.containsValue(Tag.MIMETypeOfEncapsulatedDocument))
            dataSet.setString(
                    Tag.MIMETypeOfEncapsulatedDocument, VR.LO, part.type().name());
        long length = Files.size(part.file());
        if (!dataSet.containsValue(Tag.EncapsulatedDocumentLength) && length <= Integer.MAX_VALUE)
            dataSet.setInt(Tag.EncapsulatedDocumentLength, VR.UL, (int) length);
    }

    /** Preamble, meta information and data set. */
    static void write(Attributes dataSet, String transferSyntaxUid, OutputStream out) throws IOException {
        FileMeta meta = new FileMeta(
                dataSet.getString(Tag.SOPClassUID, ""), dataSet.getString(Tag.SOPInstanceUID, ""), transferSyntaxUid);
        DicomWriter.writeFile(meta.toAttributes(), dataSet, out);
    }
}
