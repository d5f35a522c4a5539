package org.muniment.dicom.pixel.transcode;

import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.ImageDescription;

/** Attributes of the Image Pixel module (PS3.3 C.7.6.3) that depend on how the pixels are encoded. */
final class ImagePixel {

    private ImagePixel() {}

    /** Sets those that encoding or decoding changes; an offset table that was there is no longer true. */
    static void describe(Attributes dataSet, ImageDescription description) {
        dataSet.setString(Tag.PhotometricInterpretation, VR.CS, description.photometricInterpretation());
        if (description.samplesPerPixel() > 1) {
            dataSet.setInt(Tag.PlanarConfiguration, VR.US, description.planarConfiguration());
        } else {
            dataSet.remove(Tag.PlanarConfiguration);
        }
        dataSet.remove(Tag.ExtendedOffsetTable);
        dataSet.remove(Tag.ExtendedOffsetTableLengths);
    }

    /** Of native pixel data (PS3.5 A.2). */
    static VR vr(ImageDescription description) {
        return description.bitsAllocated() > 8 ? VR.OW : VR.OB;
    }
}
