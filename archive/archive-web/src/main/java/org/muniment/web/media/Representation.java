package org.muniment.web.media;

/**
 * A form a resource can be given in.
 *
 * @param mediaType of the resource or, with {@code multipart}, of its parts
 * @param multipart within multipart/related (RFC 2387)
 * @param transferSyntaxUid null for what has none, such as metadata
 * @param origin why it is offered, which decides how far a client that names no transfer syntax wants it
 */
public record Representation(String mediaType, boolean multipart, String transferSyntaxUid, Origin origin) {

    public enum Origin {
        /** What clients get that do not name a transfer syntax (PS3.18 8.7.3.7). */
        DEFAULT,
        /** As it is stored. */
        STORED,
        /** Stored as what is the default. */
        STORED_AS_DEFAULT,
        /** As it is stored, for those only who name its transfer syntax or take any. */
        STORED_ON_REQUEST,
        /** Can be made, for those only who name its transfer syntax or take any. */
        CONVERTED_ON_REQUEST
    }

    /** Without transfer syntax, as it is. */
    public static Representation single(String mediaType) {
        return new Representation(mediaType, false, null, Origin.STORED_AS_DEFAULT);
    }

    /** Without transfer syntax, within multipart/related. */
    public static Representation multipart(String mediaType) {
        return new Representation(mediaType, true, null, Origin.STORED_AS_DEFAULT);
    }

    public static Representation single(String mediaType, String transferSyntaxUid, Origin origin) {
        return new Representation(mediaType, false, transferSyntaxUid, origin);
    }

    public static Representation multipart(String mediaType, String transferSyntaxUid, Origin origin) {
        return new Representation(mediaType, true, transferSyntaxUid, origin);
    }

    /** Content-Type of the resource, or of a part. */
    public String contentType() {
        return transferSyntaxUid == null ? mediaType : mediaType + "; transfer-syntax=" + transferSyntaxUid;
    }

    /** How a client asks for it in Accept. */
    public String accepted() {
        if (!multipart) return contentType();
        String type = "multipart/related; type=\"" + mediaType + "\"";
        return transferSyntaxUid == null ? type : type + "; transfer-syntax=" + transferSyntaxUid;
    }
}
