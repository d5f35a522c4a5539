package org.muniment.dicom.pixel.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.muniment.dicom.pixel.ImageDescription;
import org.muniment.dicom.pixel.PixelException;

/** A start of frame marker segment (ITU-T T.81 B.2.2). */
record FrameHeader(boolean lossless, int precision, int rows, int columns, List<Component> components) {

    /** @param process the marker's second byte */
    static FrameHeader read(int process, Segment in) throws PixelException {
        if (process != 0xc0 && process != 0xc1 && process != 0xc3) {
            throw PixelException.unsupported("JPEG: process of marker SOF" + (process - 0xc0));
        }
        int precision = in.u8();
        int rows = in.u16();
        int columns = in.u16();
        List<Component> components = new ArrayList<>();
        for (int n = in.u8(); n > 0; n--) components.add(Component.read(in));
        FrameHeader header = new FrameHeader(process == 0xc3, precision, rows, columns, components);
        header.check();
        return header;
    }

    private void check() throws PixelException {
        boolean known = lossless ? precision >= 2 && precision <= 16 : precision == 8 || precision == 12;
        if (!known) throw PixelException.unsupported("JPEG: precision of " + precision + " bits");
        if (rows == 0 || columns == 0 || components.isEmpty()) throw PixelException.corrupt("JPEG: frame without size");
        if (components.size() > 4) throw PixelException.unsupported("JPEG: " + components.size() + " components");
        for (Component c : components) {
            if (h() % c.h() != 0 || v() % c.v() != 0 || lossless && (c.h() != h() || c.v() != v())) {
                throw PixelException.unsupported("JPEG: sampling factors that are no whole ratio");
            }
        }
    }

    /** A codestream tells its own size, and must not tell another than the data set. */
    void requireMatch(ImageDescription d) throws PixelException {
        if (rows != d.rows() || columns != d.columns() || components.size() != d.samplesPerPixel()) {
            throw PixelException.corrupt("JPEG: " + columns + " x " + rows + " x " + components.size()
                    + " where the data set says " + d.columns() + " x " + d.rows() + " x " + d.samplesPerPixel());
        }
        if (d.bitsAllocated() != 8 && d.bitsAllocated() != 16) {
            throw PixelException.unsupported("JPEG: Bits Allocated " + d.bitsAllocated());
        }
        if (precision > d.bitsAllocated()) {
            throw PixelException.corrupt("JPEG: " + precision + " bits where " + d.bitsAllocated() + " are allocated");
        }
    }

    /**
     * No block takes less than two bits, no lossless sample less than one. Asked before memory is taken for the frame, so that a few
     * bytes cannot ask for much.
     */
    void requirePlausible(int codestreamLength) throws PixelException {
        long units = (long) rows * columns * (lossless ? components.size() : 1) / (lossless ? 1 : 32);
        if (units / 8 > codestreamLength) {
            throw PixelException.corrupt("JPEG: " + codestreamLength + " bytes cannot hold " + columns + " x " + rows);
        }
    }

    /** Greatest horizontal sampling factor. */
    int h() {
        return components.stream().mapToInt(Component::h).max().orElseThrow();
    }

    /** Greatest vertical sampling factor. */
    int v() {
        return components.stream().mapToInt(Component::v).max().orElseThrow();
    }

    /** Columns of a component, without padding. */
    int columns(Component c) {
        return ceil(columns * c.h(), h());
    }

    /** Rows of a component, without padding. */
    int rows(Component c) {
        return ceil(rows * c.v(), v());
    }

    static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    int indexOf(int componentId) throws PixelException {
        for (int i = 0; i < components.size(); i++) if (components.get(i).id() == componentId) return i;
        throw PixelException.corrupt("JPEG: scan of component " + componentId + ", which the frame does not have");
    }
}
