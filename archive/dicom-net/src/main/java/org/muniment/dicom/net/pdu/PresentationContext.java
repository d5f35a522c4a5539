package org.muniment.dicom.net.pdu;

import java.util.List;

/**
 * A presentation context as proposed, PS3.8 9.3.2.2: one abstract syntax (SOP class) and the transfer syntaxes its
 * proposer can speak.
 *
 * @param id odd, 1 to 255
 */
public record PresentationContext(int id, String abstractSyntax, List<String> transferSyntaxes) {

    /** As many as an association can have: the odd numbers of a byte. */
    public static final int MAX_COUNT = 128;

    public PresentationContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
