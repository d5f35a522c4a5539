package org.muniment.dicom.net.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muniment.dicom.net.upperlayer.Event.*;
import static org.muniment.dicom.net.upperlayer.State.*;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks PS3.8 Table 9-10 by the stories it tells, and by what must hold in every cell of a kind. */
class StateTableTest {

    private static final Set<Event> PDUS = EnumSet.of(
            ASSOCIATE_AC_PDU,
            ASSOCIATE_RJ_PDU,
            ASSOCIATE_RQ_PDU,
            P_DATA_TF_PDU,
            RELEASE_RQ_PDU,
            RELEASE_RP_PDU,
            ABORT_PDU,
            INVALID_PDU);

    private static State walk(State from, boolean requestor, Event... events) {
        State state = from;
        for (Event event : events) {
            Action action = StateTable.action(state, event);
            assertThat(action).as("%s in %s", event, state).isNotNull();
            state = action.next(action != Action.AR_8 || requestor);
        }
        return state;
    }

    @Test
    void shouldLeadARequestorThroughALife() {
        assertThat(walk(STA1, true, ASSOCIATE_REQUEST, TRANSPORT_CONFIRM, ASSOCIATE_AC_PDU))
                .isEqualTo(STA6);
        assertThat(walk(STA6, true, P_DATA_REQUEST, P_DATA_TF_PDU, RELEASE_REQUEST))
                .isEqualTo(STA7);
        assertThat(walk(STA7, true, P_DATA_TF_PDU, RELEASE_RP_PDU)).isEqualTo(STA1);
    }

    @Test
    void shouldLeadAnAcceptorThroughALife() {
        assertThat(walk(STA1, false, TRANSPORT_INDICATION, ASSOCIATE_RQ_PDU, ASSOCIATE_RESPONSE_ACCEPT))
                .isEqualTo(STA6);
        assertThat(walk(STA6, false, P_DATA_TF_PDU, P_DATA_REQUEST, RELEASE_RQ_PDU))
                .isEqualTo(STA8);
        assertThat(walk(STA8, false, P_DATA_REQUEST, RELEASE_RESPONSE, TRANSPORT_CLOSED))
                .isEqualTo(STA1);
    }

    @Test
    void shouldEndARejectedAssociation() {
        assertThat(walk(STA3, false, ASSOCIATE_RESPONSE_REJECT, TRANSPORT_CLOSED))
                .isEqualTo(STA1);
        assertThat(walk(STA5, true, ASSOCIATE_RJ_PDU)).isEqualTo(STA1);
        assertThat(Action.AE_6.next(false)).as("not acceptable to the provider").isEqualTo(STA13);
    }

    @Test
    void shouldResolveAReleaseCollision() {
        assertThat(walk(STA6, true, RELEASE_REQUEST, RELEASE_RQ_PDU, RELEASE_RESPONSE, RELEASE_RP_PDU))
                .isEqualTo(STA1);
        assertThat(walk(
                        STA6,
                        false,
                        RELEASE_REQUEST,
                        RELEASE_RQ_PDU,
                        RELEASE_RP_PDU,
                        RELEASE_RESPONSE,
                        TRANSPORT_CLOSED))
                .isEqualTo(STA1);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldHaveAnAnswerToWhateverComesOverAConnection(State state) {
        boolean connected = state != STA1 && state != STA4;
        for (Event pdu : PDUS) assertThat(StateTable.action(state, pdu) != null).isEqualTo(connected);
        assertThat(StateTable.action(state, TRANSPORT_CLOSED) != null).isEqualTo(state != STA1);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldReachIdleFromEverywhere(State state) {
        if (state == STA1) return;
        assertThat(walk(state, true, TRANSPORT_CLOSED)).isEqualTo(STA1);
        if (StateTable.action(state, ABORT_REQUEST) != null) {
            State aborted = walk(state, true, ABORT_REQUEST);
            assertThat(aborted == STA1 || walk(aborted, true, ARTIM_EXPIRED) == STA1)
                    .isTrue();
        }
    }

    @Test
    void shouldAbortAsProviderAtWhateverIsOutOfPlaceOnAnAssociation() {
        for (State state : EnumSet.range(STA6, STA12)) {
            for (Event event : EnumSet.of(ASSOCIATE_AC_PDU, ASSOCIATE_RJ_PDU, ASSOCIATE_RQ_PDU, INVALID_PDU)) {
                assertThat(StateTable.action(state, event)).isEqualTo(Action.AA_8);
            }
        }
    }

    @Test
    void shouldHaveAsManyCellsAsTheStandard() {
        long filled = Stream.of(State.values())
                .flatMap(state -> Stream.of(Event.values()).map(event -> StateTable.action(state, event)))
                .filter(action -> action != null)
                .count();
        assertThat(filled).isEqualTo(123);
    }
}
