package org.muniment.dicom.pixel;

/** Pixel data that cannot be decoded, encoded or rendered, and whether that is our lack or the data's fault. */
public final class PixelException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Reason {
        /** Sound as far as we can see, but beyond what this installation is able to do. */
        UNSUPPORTED,
        /** The codestream or its description breaks its own rules. */
        CORRUPT
    }

    private final Reason reason;

    private PixelException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public static PixelException unsupported(String message) {
        return new PixelException(Reason.UNSUPPORTED, message, null);
    }

    public static PixelException corrupt(String message) {
        return new PixelException(Reason.CORRUPT, message, null);
    }

    public static PixelException corrupt(String message, Throwable cause) {
        return new PixelException(Reason.CORRUPT, message, cause);
    }

    public Reason reason() {
        return reason;
    }
}
