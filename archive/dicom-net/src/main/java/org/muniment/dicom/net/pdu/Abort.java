package org.muniment.dicom.net.pdu;

/** A-ABORT, PS3.8 9.3.8. The reason means something only where the service provider is the source. */
public record Abort(int source, int reason) implements Pdu {

    public static final int SERVICE_USER = 0;
    public static final int SERVICE_PROVIDER = 2;

    public static final int NOT_SPECIFIED = 0;
    public static final int UNRECOGNIZED_PDU = 1;
    public static final int UNEXPECTED_PDU = 2;
    public static final int UNRECOGNIZED_PDU_PARAMETER = 4;
    public static final int UNEXPECTED_PDU_PARAMETER = 5;
    public static final int INVALID_PDU_PARAMETER_VALUE = 6;

    public static Abort byUser() {
        return new Abort(SERVICE_USER, NOT_SPECIFIED);
    }

    public static Abort byProvider(int reason) {
        return new Abort(SERVICE_PROVIDER, reason);
    }

    /** Source and reason in the words of Table 9-26. */
    public String text() {
        if (source != SERVICE_PROVIDER) return "service-user";
        return "service-provider, "
                + switch (reason) {
                    case UNRECOGNIZED_PDU -> "unrecognized-PDU";
                    case UNEXPECTED_PDU -> "unexpected-PDU";
                    case UNRECOGNIZED_PDU_PARAMETER -> "unrecognized-PDU-parameter";
                    case UNEXPECTED_PDU_PARAMETER -> "unexpected-PDU-parameter";
                    case INVALID_PDU_PARAMETER_VALUE -> "invalid-PDU-parameter-value";
                    default -> "reason-not-specified";
                };
    }

    @Override
    public PduType type() {
        return PduType.A_ABORT;
    }
}
