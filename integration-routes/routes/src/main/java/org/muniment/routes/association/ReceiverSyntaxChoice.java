package org.muniment.routes.association;

import java.util.List;
import java.util.Optional;
import org.muniment.dicom.TransferSyntax;
import org.muniment.dicom.UID;
import org.muniment.dicom.pixel.transcode.Transcoder;

/**
 * Which of the transfer syntaxes of one presentation context the archive accepts where the peer is going to receive in it, by C-GET.
 * Instances will be turned into this one, so it should be one that they can be turned into, whatever they are stored in.
 */
record ReceiverSyntaxChoice(Transcoder transcoder) {

    Optional<String> choose(List<String> proposed) {
        List<String> possible = proposed.stream().filter(this::canBeMade).toList();
        // Who asks for video first gets video: nothing else can be turned into it, nor it into anything.
        boolean asStored = transcoder.targets(proposed.get(0)).isEmpty();
        return TransferSyntaxChoice.STORAGE.choose(asStored || possible.isEmpty() ? proposed : possible);
    }

    private boolean canBeMade(String transferSyntax) {
        return TransferSyntax.of(transferSyntax).isNative()
                || transcoder.canTranscode(UID.ExplicitVRLittleEndian, transferSyntax);
    }
}
