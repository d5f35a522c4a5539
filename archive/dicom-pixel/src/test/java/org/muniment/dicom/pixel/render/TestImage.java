package org.muniment.dicom.pixel.render;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.VR;
import org.muniment.dicom.pixel.Frame;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** One row of pixels and what a data set says of it. */
final class TestImage {

    final Attributes header = new Attributes();
    private final Frame frame;

    private TestImage(Frame frame) {
        this.frame = frame;
    }

    static TestImage ofWords(String photometricInterpretation, int bitsStored, boolean signed, int... values) {
        ByteBuffer cells = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) cells.putShort((short) value);
        return new TestImage(new Frame(
                new ImageDescription(
                        1, values.length, 1, 16, bitsStored, bitsStored - 1, signed, photometricInterpretation, 0, 9),
                cells.array()));
    }

    static TestImage ofBytes(String photometricInterpretation, int samples, int columns, int... values) {
        byte[] cells = new byte[values.length];
        for (int i = 0; i < cells.length; i++) cells[i] = (byte) values[i];
        int rows = values.length / samples / columns;
        return of(new ImageDescription(rows, columns, samples, 8, 8, 7, false, photometricInterpretation, 0, 9), cells);
    }

    static TestImage of(ImageDescription description, byte... cells) {
        return new TestImage(new Frame(description, cells));
    }

    TestImage with(int tag, VR vr, String... values) {
        header.setString(tag, vr, values);
        return this;
    }

    TestImage with(int tag, int... numbers) {
        header.setInt(tag, VR.US, numbers);
        return this;
    }

    TestImage withItem(int tag, Attributes item) {
        header.setItems(tag, item);
        return this;
    }

    /** Samples as they are rendered, red first. */
    int[] rendered(int frameNumber, Rendering rendering) throws PixelException {
        BufferedImage image = Renderer.render(header, frameNumber, frame, rendering);
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    int[] rendered() throws PixelException {
        return rendered(1, Rendering.DEFAULT);
    }

    int[] rendered(Voi voi) throws PixelException {
        return rendered(1, Rendering.DEFAULT.withVoi(voi));
    }

    static byte[] words(int... values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) out.putShort((short) value);
        return out.array();
    }
}
