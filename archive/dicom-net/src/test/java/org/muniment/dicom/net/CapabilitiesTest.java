package org.muniment.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.pdu.AssociateAccept;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.AsyncOperationsWindow;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.dicom.net.pdu.UserInformation;

class CapabilitiesTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final ServerConfig CONFIG = ServerConfig.defaults();

    private final Capabilities capabilities = new Capabilities()
            .support(UID.CTImageStorage, List.of(UID.ImplicitVRLittleEndian, UID.JPEG2000Lossless))
            .support(FIND, List.of(UID.ImplicitVRLittleEndian), new byte[] {1, 0, 1});

    private static AssociateRequest request(
            List<PresentationContext> contexts,
            AsyncOperationsWindow window,
            List<RoleSelection> roles,
            List<ExtendedNegotiation> extended) {
        UserInformation info = new UserInformation(16_384, "1.2", null, window, roles, extended, List.of(), null, null);
        return new AssociateRequest(1, "A", "B", UID.DicomApplicationContext, contexts, info);
    }

    private static AssociateRequest request(PresentationContext... contexts) {
        return request(List.of(contexts), null, List.of(), List.of());
    }

    private AssociateAccept answer(AssociateRequest request) {
        return Acceptance.of(request, capabilities.negotiate(request), CONFIG);
    }

    @Test
    void shouldTakeTheFirstTransferSyntaxProposedThatItSupports() {
        AssociateAccept accept = answer(request(
                new PresentationContext(
                        1,
                        UID.CTImageStorage,
                        List.of(UID.RLELossless, UID.JPEG2000Lossless, UID.ImplicitVRLittleEndian)),
                new PresentationContext(3, UID.CTImageStorage, List.of(UID.RLELossless)),
                new PresentationContext(5, UID.MRImageStorage, List.of(UID.ImplicitVRLittleEndian))));
        assertThat(accept.presentationContexts())
                .containsExactly(
                        PresentationContextResult.accepted(1, UID.JPEG2000Lossless),
                        new PresentationContextResult(3, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED, UID.RLELossless),
                        new PresentationContextResult(
                                5, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED, UID.ImplicitVRLittleEndian));
    }

    @Test
    void shouldAgreeToFeaturesBothSidesHave() {
        AssociateAccept accept = answer(request(
                List.of(new PresentationContext(1, FIND, List.of(UID.ImplicitVRLittleEndian))),
                null,
                List.of(),
                List.of(
                        new ExtendedNegotiation(FIND, new byte[] {1, 1, 0, 1}),
                        new ExtendedNegotiation(UID.CTImageStorage, new byte[] {1}))));
        assertThat(accept.userInformation().extendedNegotiations())
                .containsExactly(new ExtendedNegotiation(FIND, new byte[] {1, 0, 0}));
    }

    @Test
    void shouldGrantNoLargerWindowThanConfigured() {
        PresentationContext context = new PresentationContext(1, FIND, List.of(UID.ImplicitVRLittleEndian));
        assertThat(window(context, new AsyncOperationsWindow(0, 0))).isEqualTo(new AsyncOperationsWindow(16, 16));
        assertThat(window(context, new AsyncOperationsWindow(4, 100))).isEqualTo(new AsyncOperationsWindow(4, 16));
        assertThat(window(context, null)).as("not asked, not answered").isNull();
    }

    private AsyncOperationsWindow window(PresentationContext context, AsyncOperationsWindow asked) {
        return answer(request(List.of(context), asked, List.of(), List.of()))
                .userInformation()
                .asyncOperationsWindow();
    }

    @Test
    void shouldAnswerEveryContextWhateverThePolicySays() {
        AssociateRequest request = request(
                new PresentationContext(1, FIND, List.of(UID.ImplicitVRLittleEndian)),
                new PresentationContext(3, FIND, List.of(UID.ImplicitVRLittleEndian)));
        AssociateAccept accept = Acceptance.of(
                request,
                new AssociationDecision.Accept(
                        List.of(
                                PresentationContextResult.accepted(1, UID.ExplicitVRLittleEndian),
                                PresentationContextResult.accepted(77, UID.ImplicitVRLittleEndian)),
                        List.of(),
                        List.of(),
                        null),
                CONFIG);
        assertThat(accept.presentationContexts())
                .extracting(PresentationContextResult::result)
                .containsExactly(Result.USER_REJECTION, Result.USER_REJECTION);
    }

    @Test
    void shouldGiveRolesToBothSides() {
        AssociateRequest request = request(
                List.of(
                        new PresentationContext(1, UID.CTImageStorage, List.of(UID.ImplicitVRLittleEndian)),
                        new PresentationContext(3, FIND, List.of(UID.ImplicitVRLittleEndian))),
                null,
                List.of(new RoleSelection(UID.CTImageStorage, false, true)),
                List.of());
        AssociateAccept accept = answer(request);
        Negotiated acceptor = new Negotiated(request, accept, false);
        Negotiated requestor = new Negotiated(request, accept, true);
        assertThat(acceptor.context(1).scu()).isTrue();
        assertThat(acceptor.context(1).scp()).isFalse();
        assertThat(requestor.context(1).scu()).isFalse();
        assertThat(requestor.context(1).scp()).isTrue();
        assertThat(acceptor.context(3).scp()).as("without role selection").isTrue();
        assertThat(requestor.context(3).scu()).isTrue();
    }
}
