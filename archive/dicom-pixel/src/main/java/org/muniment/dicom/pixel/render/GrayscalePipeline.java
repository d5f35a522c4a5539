package org.muniment.dicom.pixel.render;

import java.util.function.LongToIntFunction;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** Modality LUT, VOI LUT and presentation LUT in this order (PS3.4 N.2.1), as one function from stored values to shades of grey. */
final class GrayscalePipeline {

    private final Attributes header;
    private final ImageDescription description;
    private final StoredValues values;
    private final Padding padding;
    private final ModalityTransform modality;
    private final Presets presets;

    GrayscalePipeline(Attributes header, FunctionalGroups groups, Frame frame) throws PixelException {
        this.header = header;
        this.description = frame.description();
        this.values = new StoredValues(frame);
        this.padding = Padding.of(header, description.signed());
        this.modality = ModalityTransform.of(header, groups, description.signed());
        this.presets = Presets.of(groups);
    }

    byte[] shades(Voi voi) throws PixelException {
        VoiTransform transform = transform(voi);
        boolean inverse = inverse();
        LongToIntFunction function = stored -> {
            if (padding.contains(stored)) return 0;
            int shade = transform.apply(modality.apply(stored));
            return inverse ? 255 - shade : shade;
        };
        return values.map(function);
    }

    private VoiTransform transform(Voi voi) throws PixelException {
        if (voi instanceof Voi.Window window) return VoiTransform.of(window);
        if (presets.isEmpty()) return VoiTransform.of(windowOfData());
        int number = ((Voi.Preset) voi).number();
        return presets.get(number, modality.range(lowest(), highest())[0] < 0);
    }

    /** All that can occur where it is little, such as screenshots and masks, which mean their shades; else what does occur. */
    private Voi.Window windowOfData() {
        boolean plain = modality instanceof ModalityTransform.Rescale rescale && rescale.isIdentity();
        long[] stored = plain && description.bitsStored() <= 8 ? null : values.range(padding);
        double[] range = stored == null ? modality.range(lowest(), highest()) : modality.range(stored[0], stored[1]);
        double width = range[1] > range[0] ? range[1] - range[0] : 1;
        return new Voi.Window(range[0] + width / 2, width, Voi.Function.LINEAR_EXACT);
    }

    private long lowest() {
        return description.signed() ? -(1L << description.bitsStored() - 1) : 0;
    }

    private long highest() {
        return (1L << description.bitsStored() - (description.signed() ? 1 : 0)) - 1;
    }

    /** Presentation LUT Shape says so where it is there (C.11.6.1.2): MONOCHROME1 and INVERSE together invert once. */
    private boolean inverse() {
        String shape = header.getString(Tag.PresentationLUTShape);
        if (shape != null) return shape.equals("INVERSE");
        return description.photometricInterpretation().equals("MONOCHROME1");
    }
}
