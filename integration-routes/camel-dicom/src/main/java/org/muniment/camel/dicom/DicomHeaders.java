package org.muniment.camel.dicom;

/**
 * Message headers. Those up to {@link #RELATIONAL} say what a peer asked for and are set by consumers; some of them a producer reads.
 * The others carry the answer.
 */
public final class DicomHeaders {

    /** AE title of the association's requestor, String. */
    public static final String CALLING_AET = "DicomCallingAet";
    /** AE title the requestor called, String. */
    public static final String CALLED_AET = "DicomCalledAet";
    /** Number of the association, unique in this process; it stands in each of its log lines, Long. */
    public static final String ASSOCIATION_ID = "DicomAssociationId";
    /** Where the requestor calls from, java.net.InetAddress. */
    public static final String PEER_ADDRESS = "DicomPeerAddress";
    /** Message ID (0000,0110), Integer. */
    public static final String MESSAGE_ID = "DicomMessageId";
    /** Priority (0000,0700): 0 medium, 1 high, 2 low, Integer. */
    public static final String PRIORITY = "DicomPriority";
    /** Affected or Requested SOP Class UID, String. Producers of store need it where the body is a stream, those of DIMSE-N always. */
    public static final String SOP_CLASS_UID = "DicomSopClassUid";
    /** Affected or Requested SOP Instance UID, String. Producers of store need it where the body is a stream, those of DIMSE-N always. */
    public static final String SOP_INSTANCE_UID = "DicomSopInstanceUid";
    /** Transfer syntax of the data set, String. Producers of store need it where the body is a stream. */
    public static final String TRANSFER_SYNTAX_UID = "DicomTransferSyntaxUid";
    /** Who asked by C-MOVE for this C-STORE: Move Originator Application Entity Title (0000,1030), String. */
    public static final String MOVE_ORIGINATOR_AET = "DicomMoveOriginatorAet";
    /** AE title to move to (0000,0600), String. Consumers set it; for a producer of move it overrides the option. */
    public static final String MOVE_DESTINATION = "DicomMoveDestination";
    /** Action Type ID (0000,1008) of N-ACTION, Integer. Producers of it need it. */
    public static final String ACTION_TYPE = "DicomActionType";
    /** Event Type ID (0000,1002) of N-EVENT-REPORT, Integer. Producers of it need it. */
    public static final String EVENT_TYPE = "DicomEventType";
    /** Attribute Identifier List (0000,1005) of N-GET, tags as a List of Integer; empty for all. */
    public static final String ATTRIBUTE_IDENTIFIERS = "DicomAttributeIdentifiers";
    /** The ServedAssociation of a DIMSE-N request, good for reports to its peer until it ends. */
    public static final String ASSOCIATION = "DicomAssociation";
    /** Relational query or retrieval was agreed on (PS3.4 C.5), Boolean. */
    public static final String RELATIONAL = "DicomRelational";
    /** Combined date-time matching was agreed on (PS3.4 C.5.1.1), Boolean. */
    public static final String DATE_TIME_MATCHING = "DicomDateTimeMatching";
    /** Fuzzy semantic matching of person names was agreed on (PS3.4 C.5.1.1), Boolean. */
    public static final String FUZZY_MATCHING = "DicomFuzzyMatching";

    /**
     * Status (0000,0900), Integer. A route may set it instead of a DimseStatus body; when the exchange completes it is
     * what the peer was told (consumers) or told us (producers). Of move and get consumers it is what the route decided:
     * sub-operations run after it.
     */
    public static final String STATUS = "DicomStatus";
    /** Error Comment (0000,0902), String. */
    public static final String ERROR_COMMENT = "DicomErrorComment";
    /** How many matches a consumer of find sent, Integer. */
    public static final String MATCHES = "DicomMatches";
    /** Set by producers of move and get: Numbers of completed sub-operations, Integer. */
    public static final String COMPLETED = "DicomCompletedSubOperations";
    /** Set by producers of move and get: Number of failed sub-operations, Integer. */
    public static final String FAILED = "DicomFailedSubOperations";
    /** Set by producers of move and get: Number of sub-operations that warned, Integer. */
    public static final String WARNING = "DicomWarningSubOperations";

    private DicomHeaders() {}
}
