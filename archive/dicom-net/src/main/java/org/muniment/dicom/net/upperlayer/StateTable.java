package org.muniment.dicom.net.upperlayer;

/** PS3.8 Table 9-10 as it stands there: what to do when an event meets a state. A dot is a blank cell. */
final class StateTable {

    private static final String TABLE =
            """
                                      Sta1 Sta2 Sta3 Sta4 Sta5 Sta6 Sta7 Sta8 Sta9 St10 St11 St12 St13
            ASSOCIATE_REQUEST         AE_1 .    .    .    .    .    .    .    .    .    .    .    .
            TRANSPORT_CONFIRM         .    .    .    AE_2 .    .    .    .    .    .    .    .    .
            ASSOCIATE_AC_PDU          .    AA_1 AA_8 .    AE_3 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_6
            ASSOCIATE_RJ_PDU          .    AA_1 AA_8 .    AE_4 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_6
            TRANSPORT_INDICATION      AE_5 .    .    .    .    .    .    .    .    .    .    .    .
            ASSOCIATE_RQ_PDU          .    AE_6 AA_8 .    AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_7
            ASSOCIATE_RESPONSE_ACCEPT .    .    AE_7 .    .    .    .    .    .    .    .    .    .
            ASSOCIATE_RESPONSE_REJECT .    .    AE_8 .    .    .    .    .    .    .    .    .    .
            P_DATA_REQUEST            .    .    .    .    .    DT_1 .    AR_7 .    .    .    .    .
            P_DATA_TF_PDU             .    AA_1 AA_8 .    AA_8 DT_2 AR_6 AA_8 AA_8 AA_8 AA_8 AA_8 AA_6
            RELEASE_REQUEST           .    .    .    .    .    AR_1 .    .    .    .    .    .    .
            RELEASE_RQ_PDU            .    AA_1 AA_8 .    AA_8 AR_2 AR_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_6
            RELEASE_RP_PDU            .    AA_1 AA_8 .    AA_8 AA_8 AR_3 AA_8 AA_8 AR_10 AR_3 AA_8 AA_6
            RELEASE_RESPONSE          .    .    .    .    .    .    .    AR_4 AR_9 .    .    AR_4 .
            ABORT_REQUEST             .    .    AA_1 AA_2 AA_1 AA_1 AA_1 AA_1 AA_1 AA_1 AA_1 AA_1 .
            ABORT_PDU                 .    AA_2 AA_3 .    AA_3 AA_3 AA_3 AA_3 AA_3 AA_3 AA_3 AA_3 AA_2
            TRANSPORT_CLOSED          .    AA_5 AA_4 AA_4 AA_4 AA_4 AA_4 AA_4 AA_4 AA_4 AA_4 AA_4 AR_5
            ARTIM_EXPIRED             .    AA_2 .    .    .    .    .    .    .    .    .    .    AA_2
            INVALID_PDU               .    AA_1 AA_8 .    AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_8 AA_7
            """;

    private static final Action[][] ACTIONS = parse();

    private StateTable() {}

    /** The action, or null where the table is blank: the event cannot be in this state. */
    static Action action(State state, Event event) {
        return ACTIONS[event.ordinal()][state.ordinal()];
    }

    private static Action[][] parse() {
        Action[][] actions = new Action[Event.values().length][State.values().length];
        TABLE.lines().skip(1).map(row -> row.split(" +")).forEach(row -> {
            Action[] cells = actions[Event.valueOf(row[0]).ordinal()];
            for (int i = 0; i < cells.length; i++)
                cells[i] = row[i + 1].equals(".") ? null : Action.valueOf(row[i + 1]);
        });
        return actions;
    }
}
