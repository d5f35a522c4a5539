package org.muniment.dicom.pixel.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/**
 * A sample file changed so that one part of the pipeline matters, and what DCMTK has to be told to do the same. YBR_FULL is not among
 * them: DCMTK takes 127.5 for grey chrominance, PS3.3 C.7.6.3.1.2 says 128.
 */
enum RenderingCase {
    SECOND_WINDOW("CT_small.dcm", List.of("+Wi", "2"), new Voi.Preset(2)) {
        @Override
        void change(Attributes d) {
            d.setString(Tag.WindowCenter, VR.DS, "100", "-200.5");
            d.setString(Tag.WindowWidth, VR.DS, "50", "700");
        }
    },
    WINDOW_ASKED_FOR("CT_small.dcm", List.of("+Ww", "30", "333"), new Voi.Window(30, 333, Voi.Function.LINEAR)),
    SIGMOID("CT_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            window(d, "20", "500");
            d.setString(Tag.VOILUTFunction, VR.CS, "SIGMOID");
        }
    },
    NO_WINDOW("CT_small.dcm", List.of("+Wm"), new Voi.Preset(1)),
    INVERTED("CT_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            window(d, "20", "500");
            d.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        }
    },
    FRACTIONAL_RESCALE("CT_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            // DCMTK goes on with whole numbers, so that a window must not be much narrower than the shades are many.
            d.setString(Tag.RescaleSlope, VR.DS, "0.5");
            d.setString(Tag.RescaleIntercept, VR.DS, "-1.5");
            window(d, "520", "600");
        }
    },
    NEGATIVE_SLOPE("CT_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setString(Tag.RescaleSlope, VR.DS, "-2");
            window(d, "-3000", "2000");
        }
    },
    MODALITY_LUT("CT_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.remove(Tag.RescaleSlope);
            d.remove(Tag.RescaleIntercept);
            Attributes lut = curve(1000, 300, 16);
            lut.setString(Tag.ModalityLUTType, VR.LO, "US");
            d.setItems(Tag.ModalityLUTSequence, lut);
            window(d, "30000", "40000");
        }
    },
    VOI_LUT("CT_small.dcm", List.of("+Wl", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setItems(Tag.VOILUTSequence, curve(2000, -700, 12));
        }
    },
    VOI_LUT_OF_BYTES("CT_small.dcm", List.of("+Wl", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setItems(Tag.VOILUTSequence, curve(2000, -700, 8));
        }
    },
    STORED_ABOVE_OTHER_BITS("CT_small.dcm", List.of("+Wm"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setInt(Tag.BitsStored, VR.US, 10);
            d.setInt(Tag.HighBit, VR.US, 12);
            d.setInt(Tag.PixelRepresentation, VR.US, 0);
            d.remove(Tag.PixelPaddingValue);
        }
    },
    SIGNED_BELOW_OTHER_BITS("CT_small.dcm", List.of("+Wm"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setInt(Tag.BitsStored, VR.US, 9);
            d.setInt(Tag.HighBit, VR.US, 8);
            d.remove(Tag.PixelPaddingValue);
        }
    },
    OVERLAYS("MR_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            overlay(d, 0x60000000, 20, 30, (short) 5, (short) -3);
            overlay(d, 0x60020000, 9, 7, (short) 60, (short) 61);
        }
    },
    OVERLAY_IN_UNUSED_BITS("MR_small.dcm", List.of("+Wi", "1"), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setInt(Tag.BitsStored, VR.US, 11);
            d.setInt(Tag.HighBit, VR.US, 10);
            d.setInt(Tag.PixelRepresentation, VR.US, 0);
            byte[] cells = d.getBytes(Tag.PixelData).clone();
            for (int i = 1; i < cells.length; i += 2) cells[i] = (byte) (cells[i] & 7 | (i % 14 == 1 ? 0x20 : 0));
            d.setBytes(Tag.PixelData, VR.OW, cells);
            overlay(d, 0x60000000, 64, 64, (short) 1, (short) 1);
            d.remove(0x60003000);
            d.setInt(0x60000100, VR.US, 16);
            d.setInt(0x60000102, VR.US, 13);
        }
    },
    PALETTE_OF_WORDS("image_dfl.dcm", List.of(), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) throws IOException {
            inMemory(d);
            palette(d, 200, 20, 16);
        }
    },
    PALETTE_OF_BYTES("image_dfl.dcm", List.of(), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) throws IOException {
            inMemory(d);
            palette(d, 256, 0, 8);
        }
    },
    WIDE_COLOR("SC_rgb_small_odd.dcm", List.of(), new Voi.Preset(1)) {
        @Override
        void change(Attributes d) {
            d.setInt(Tag.BitsAllocated, VR.US, 16);
            d.setInt(Tag.BitsStored, VR.US, 16);
            d.setInt(Tag.HighBit, VR.US, 15);
            byte[] bytes = d.getBytes(Tag.PixelData);
            byte[] words = new byte[54];
            for (int i = 0; i < 27; i++) {
                words[2 * i] = (byte) (7 * i);
                words[2 * i + 1] = bytes[i];
            }
            d.setBytes(Tag.PixelData, VR.OW, words);
        }
    };

    private final String sample;
    private final List<String> options;
    private final Voi voi;

    RenderingCase(String sample, List<String> options, Voi voi) {
        this.sample = sample;
        this.options = options;
        this.voi = voi;
    }

    void change(Attributes dataSet) throws IOException {}

    String sample() {
        return sample;
    }

    List<String> options() {
        return options;
    }

    Voi voi() {
        return voi;
    }

    private static void window(Attributes d, String center, String width) {
        d.setString(Tag.WindowCenter, VR.DS, center);
        d.setString(Tag.WindowWidth, VR.DS, width);
    }

    private static Attributes curve(int length, int first, int bits) {
        Attributes item = new Attributes();
        item.setBytes(Tag.LUTDescriptor, VR.SS, words(length, first, bits));
        int[] entries = new int[length];
        for (int i = 0; i < length; i++)
            entries[i] = (int) (((1 << bits) - 1) * Math.pow((double) i / (length - 1), 2));
        item.setBytes(Tag.LUTData, VR.OW, bits > 8 ? words(entries) : bytes(entries));
        return item;
    }

    private static void palette(Attributes d, int length, int first, int bits) {
        d.setString(Tag.PhotometricInterpretation, VR.CS, "PALETTE COLOR");
        for (int color = 0; color < 3; color++) {
            d.setBytes(Tag.RedPaletteColorLookupTableDescriptor + color, VR.US, words(length, first, bits));
            int[] entries = new int[length];
            for (int i = 0; i < length; i++) entries[i] = (i * (3 + 2 * color) & 0xff) << bits - 8;
            d.setBytes(Tag.RedPaletteColorLookupTableData + color, VR.OW, bits > 8 ? words(entries) : bytes(entries));
        }
    }

    private static void overlay(Attributes d, int group, int rows, int columns, short top, short left) {
        d.setInt(group | 0x0010, VR.US, rows);
        d.setInt(group | 0x0011, VR.US, columns);
        d.setString(group | 0x0040, VR.CS, "G");
        d.setInt(group | 0x0050, VR.SS, top, left);
        d.setInt(group | 0x0100, VR.US, 1);
        d.setInt(group | 0x0102, VR.US, 0);
        byte[] bits = new byte[(rows * columns + 15) / 16 * 2];
        for (int i = 0; i < rows * columns; i += 3) bits[i / 8] |= (byte) (1 << i % 8);
        d.setBytes(group | 0x3000, VR.OW, bits);
    }

    /** What is left in its file could not be written next to it. */
    private static void inMemory(Attributes d) throws IOException {
        if (!(d.get(Tag.PixelData).value() instanceof Value.Bulk bulk)) return;
        try (InputStream in = bulk.source().open(bulk.offset(), bulk.length())) {
            d.setBytes(Tag.PixelData, VR.OB, in.readAllBytes());
        }
    }

    private static byte[] words(int... values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int v : values) out.putShort((short) v);
        return out.array();
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) out[i] = (byte) values[i];
        return out;
    }
}
