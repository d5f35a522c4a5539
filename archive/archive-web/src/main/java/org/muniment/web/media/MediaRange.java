package org.muniment.web.media;

import java.util.Map;
import java.util.Optional;

/**
 * One element of Accept (RFC 9110 12.5.1), with multipart/related taken apart (PS3.18 8.7.3.5).
 *
 * @param range type and subtype, each perhaps a star; of the parts for {@code multipart}
 * @param container what of the two forms is accepted
 * @param transferSyntax a UID, a star, or empty where none is named
 * @param quality from 0, not acceptable, to 1
 */
record MediaRange(String range, Container container, Optional<String> transferSyntax, double quality) {

    private static final String MULTIPART = "multipart/related";

    /** What clients say for what came to be called otherwise; some of the names were in earlier editions of the standard. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "image/x-dicom-rle", "image/dicom-rle",
            "image/x-jls", "image/jls",
            "image/jhc", "image/jphc",
            "video/mpeg2", "video/mpeg");

    enum Container {
        SINGLE,
        MULTIPART,
        EITHER
    }

    /** @throws IllegalArgumentException where parameters make no sense */
    static MediaRange of(ContentType type) {
        Optional<String> syntax = type.parameter("transfer-syntax");
        double quality = type.parameter("q").map(MediaRange::quality).orElse(1.0);
        if (type.is("*/*")) return new MediaRange("*/*", Container.EITHER, syntax, quality);
        if (!type.is(MULTIPART) && !type.is("multipart/*"))
            return new MediaRange(range(type.name()), Container.SINGLE, syntax, quality);
        String parts =
                type.parameter("type").map(t -> ContentType.parse(t).name()).orElse("*/*");
        return new MediaRange(range(parts), Container.MULTIPART, syntax, quality);
    }

    private static String range(String name) {
        return OTHER_NAMES.getOrDefault(name, name.endsWith("/") ? name + "*" : name);
    }

    private static double quality(String text) {
        double quality;
        try {
            quality = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("q is not a number", e);
        }
        if (!(quality >= 0 && quality <= 1)) throw new IllegalArgumentException("q is not between 0 and 1");
        return quality;
    }

    boolean matches(Representation form) {
        if (!matches(form.mediaType(), form.multipart())) return false;
        if (form.transferSyntaxUid() == null) return true;
        if (transferSyntax.isPresent())
            return acceptsAnySyntax() || transferSyntax.get().equals(form.transferSyntaxUid());
        return switch (form.origin()) {
            case DEFAULT, STORED, STORED_AS_DEFAULT -> true;
            case STORED_ON_REQUEST, CONVERTED_ON_REQUEST -> false;
        };
    }

    /** In whatever transfer syntax. */
    boolean matches(String mediaType, boolean multipart) {
        if (container != Container.EITHER && multipart != (container == Container.MULTIPART)) return false;
        if (range.equals("*/*") || range.equals(mediaType)) return true;
        return range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1));
    }

    private boolean acceptsAnySyntax() {
        return transferSyntax.filter(s -> s.equals("*")).isPresent();
    }

    /** Of the ranges a form matches the most precise one tells how welcome it is. */
    int precision() {
        int ofType = range.equals("*/*") ? 0 : range.endsWith("/*") ? 2 : 4;
        return ofType + (transferSyntax.isPresent() && !acceptsAnySyntax() ? 1 : 0);
    }

    /** Which of several forms that match is meant first; the lowest. A star means: do not convert for my sake. */
    int rank(Representation form) {
        return switch (form.origin()) {
            case STORED_AS_DEFAULT -> 0;
            case STORED, STORED_ON_REQUEST -> transferSyntax.isPresent() ? 0 : 1;
            case DEFAULT -> acceptsAnySyntax() ? 1 : 0;
            case CONVERTED_ON_REQUEST -> 2;
        };
    }
}
