package org.muniment.web.metadata;

import java.util.Enumeration;

/** What a client can decode (RFC 9110 12.5.3). */
final class ContentCoding {

    private ContentCoding() {}

    /** Only where it says so: without the header, a client that decodes nothing is more likely than one that decodes all. */
    static boolean acceptsGzip(Enumeration<String> headers) {
        while (headers.hasMoreElements()) {
            for (String element : headers.nextElement().split(",")) {
                String[] pieces = element.split(";", 2);
                String coding = pieces[0].strip();
                boolean refused = pieces.length > 1 && pieces[1].strip().matches("[qQ]=0(\\.0*)?");
                if ((coding.equalsIgnoreCase("gzip") || coding.equals("*")) && !refused) return true;
            }
        }
        return false;
    }
}
