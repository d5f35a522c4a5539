package org.muniment.web.wado;

import java.util.ArrayList;
import java.util.List;
import org.muniment.core.pixel.PixelService;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.web.media.PixelMediaType;
import org.muniment.web.media.Representation;
import org.muniment.web.media.Representation.Origin;

/**
 * In which forms a client can have frames (PS3.18 tables 8.7.3-4 and 8.7.3-5): as they are stored, decoded, or encoded in another way. One that
 * names no transfer syntax gets octets that need no codec, where we can decode; one that takes any gets what is stored. ADR 0084.
 */
record FrameForms(PixelService pixels) {

    /**
     * @param storedSyntax of the object
     * @param encapsulated whether frames are stored as code streams
     * @param single whether it is but one frame, which may come by itself
     */
    List<Representation> of(String storedSyntax, boolean encapsulated, boolean single) {
        List<Representation> forms = new ArrayList<>(of(storedSyntax, encapsulated, Representation::multipart));
        if (single) forms.addAll(of(storedSyntax, encapsulated, Representation::single));
        return forms;
    }

    private interface Making {
        Representation form(String mediaType, String transferSyntaxUid, Origin origin);
    }

    private List<Representation> of(String storedSyntax, boolean encapsulated, Making making) {
        List<Representation> forms = new ArrayList<>();
        String octets = PixelMediaType.OCTET_STREAM;
        if (!encapsulated) {
            forms.add(making.form(octets, UID.ExplicitVRLittleEndian, Origin.STORED_AS_DEFAULT));
        } else {
            String mediaType = PixelMediaType.of(storedSyntax);
            forms.add(making.form(mediaType, storedSyntax, Origin.STORED));
            if (pixels.canDecode(storedSyntax))
                forms.add(making.form(octets, UID.ExplicitVRLittleEndian, Origin.DEFAULT));
            // what OHIF asks for: octets, whatever they are
            if (!mediaType.equals(octets)) forms.add(making.form(octets, storedSyntax, Origin.STORED_ON_REQUEST));
        }
        if (!encapsulated || pixels.canDecode(storedSyntax)) encoded(storedSyntax, making, forms);
        return forms;
    }

    private void encoded(String storedSyntax, Making making, List<Representation> forms) {
        for (String uid : pixels.encodes().stream().sorted().toList()) {
            if (uid.equals(storedSyntax) || !TransferSyntax.of(uid).encapsulated()) continue;
            forms.add(making.form(PixelMediaType.of(uid), uid, Origin.CONVERTED_ON_REQUEST));
        }
    }
}
