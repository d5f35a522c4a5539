package org.muniment.dicom.pixel.render;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.PixelException;

/** Colours of PALETTE COLOR images (PS3.3 C.7.6.3.1.5, C.7.9). */
record Palette(LookupTable red, LookupTable green, LookupTable blue) {

    static Palette of(Attributes header, boolean signed) throws PixelException {
        return new Palette(
                table(
                        header,
                        Tag.RedPaletteColorLookupTableDescriptor,
                        Tag.RedPaletteColorLookupTableData,
                        Tag.SegmentedRedPaletteColorLookupTableData,
                        signed),
                table(
                        header,
                        Tag.GreenPaletteColorLookupTableDescriptor,
                        Tag.GreenPaletteColorLookupTableData,
                        Tag.SegmentedGreenPaletteColorLookupTableData,
                        signed),
                table(
                        header,
                        Tag.BluePaletteColorLookupTableDescriptor,
                        Tag.BluePaletteColorLookupTableData,
                        Tag.SegmentedBluePaletteColorLookupTableData,
                        signed));
    }

    private static LookupTable table(
            Attributes header, int descriptorTag, int dataTag, int segmentedTag, boolean signed) throws PixelException {
        if (header.contains(dataTag) || !header.contains(segmentedTag)) {
            return LookupTable.read(header, descriptorTag, dataTag, signed);
        }
        LookupTable.Descriptor descriptor = LookupTable.Descriptor.read(header, descriptorTag, signed);
        byte[] data = BulkBytes.read(header, segmentedTag, 0, SegmentedTable.LONGEST);
        int[] entries = new SegmentedTable(data, descriptor.bits(), descriptor.length()).expand();
        return new LookupTable(descriptor.first(), entries, descriptor.bits());
    }

    /** Three bytes for each value. */
    byte[] colors(StoredValues values) {
        int drop = Math.max(0, usedBits() - 8);
        byte[] out = new byte[values.count() * 3];
        for (int i = 0, to = 0; i < values.count(); i++) {
            long value = values.get(i);
            out[to++] = (byte) (red.get(value) >>> drop);
            out[to++] = (byte) (green.get(value) >>> drop);
            out[to++] = (byte) (blue.get(value) >>> drop);
        }
        return out;
    }

    /** Some writers declare 16 bits and use 8 of them, which would be all but black. */
    private int usedBits() {
        for (LookupTable table : new LookupTable[] {red, green, blue}) {
            for (int entry : table.entries()) if (entry > 0xff) return table.bits();
        }
        return 8;
    }
}
