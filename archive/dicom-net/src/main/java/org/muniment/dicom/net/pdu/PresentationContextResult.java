package org.muniment.dicom.net.pdu;

/**
 * The acceptor's answer to one proposed presentation context, PS3.8 9.3.3.2.
 *
 * @param transferSyntax the one chosen; without meaning unless accepted
 */
public record PresentationContextResult(int id, Result result, String transferSyntax) {

    /** Result/Reason of Table 9-18, in the order of its codes. */
    public enum Result {
        ACCEPTANCE,
        USER_REJECTION,
        NO_REASON,
        ABSTRACT_SYNTAX_NOT_SUPPORTED,
        TRANSFER_SYNTAXES_NOT_SUPPORTED
    }

    public static PresentationContextResult accepted(int id, String transferSyntax) {
        return new PresentationContextResult(id, Result.ACCEPTANCE, transferSyntax);
    }

    public boolean isAccepted() {
        return result == Result.ACCEPTANCE;
    }
}
