package org.muniment.dicom.net.pdu;

/**
 * A-ASSOCIATE-RJ, PS3.8 9.3.4.
 *
 * @param result {@link #PERMANENT} or {@link #TRANSIENT}: whether asking again later may help
 * @param source who refuses; gives the meaning of {@code reason}
 */
public record AssociateReject(int result, int source, int reason) implements Pdu {

    public static final int PERMANENT = 1;
    public static final int TRANSIENT = 2;

    public static final int SERVICE_USER = 1;
    public static final int SERVICE_PROVIDER_ACSE = 2;
    public static final int SERVICE_PROVIDER_PRESENTATION = 3;

    public static final AssociateReject NO_REASON_GIVEN = new AssociateReject(PERMANENT, SERVICE_USER, 1);
    public static final AssociateReject APPLICATION_CONTEXT_NAME_NOT_SUPPORTED =
            new AssociateReject(PERMANENT, SERVICE_USER, 2);
    public static final AssociateReject CALLING_AE_TITLE_NOT_RECOGNIZED =
            new AssociateReject(PERMANENT, SERVICE_USER, 3);
    public static final AssociateReject CALLED_AE_TITLE_NOT_RECOGNIZED =
            new AssociateReject(PERMANENT, SERVICE_USER, 7);
    public static final AssociateReject PROTOCOL_VERSION_NOT_SUPPORTED =
            new AssociateReject(PERMANENT, SERVICE_PROVIDER_ACSE, 2);
    public static final AssociateReject TEMPORARY_CONGESTION =
            new AssociateReject(TRANSIENT, SERVICE_PROVIDER_PRESENTATION, 1);
    public static final AssociateReject LOCAL_LIMIT_EXCEEDED =
            new AssociateReject(TRANSIENT, SERVICE_PROVIDER_PRESENTATION, 2);

    /** Result and reason in the words of Table 9-21. */
    public String text() {
        return (result == TRANSIENT ? "transient, " : "permanent, ") + reasonText();
    }

    private String reasonText() {
        return switch (source * 16 + reason) {
            case 0x11, 0x21 -> "no-reason-given";
            case 0x12 -> "application-context-name-not-supported";
            case 0x13 -> "calling-AE-title-not-recognized";
            case 0x17 -> "called-AE-title-not-recognized";
            case 0x22 -> "protocol-version-not-supported";
            case 0x31 -> "temporary-congestion";
            case 0x32 -> "local-limit-exceeded";
            default -> "source " + source + " reason " + reason;
        };
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RJ;
    }
}
