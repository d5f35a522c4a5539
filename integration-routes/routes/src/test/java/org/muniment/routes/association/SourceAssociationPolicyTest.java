package org.muniment.routes.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muniment.dicom.SopClasses;
import org.muniment.dicom.UID;
import org.muniment.dicom.net.AssociationDecision;
import org.muniment.dicom.net.pdu.AssociateReject;
import org.muniment.dicom.net.pdu.AssociateRequest;
import org.muniment.dicom.net.pdu.CommonExtendedNegotiation;
import org.muniment.dicom.net.pdu.ExtendedNegotiation;
import org.muniment.dicom.net.pdu.PresentationContext;
import org.muniment.dicom.net.pdu.PresentationContextResult.Result;
import org.muniment.dicom.net.pdu.RoleSelection;
import org.muniment.dicom.net.pdu.UserInformation;
import org.muniment.routes.source.SourceRegistry;

class SourceAssociationPolicyTest {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;

    @TempDir
    Path directory;

    private SourceAssociationPolicy policy;
    private final List<PresentationContext> proposed = new ArrayList<>();
    private final List<RoleSelection> roles = new ArrayList<>();
    private final List<ExtendedNegotiation> extended = new ArrayList<>();
    private final List<CommonExtendedNegotiation> common = new ArrayList<>();

    @BeforeEach
    void sources() throws IOException {
        source("ALL", "echo, store, query, retrieve");
        source("MODALITY", "echo, store");
        source("VIEWER", "echo, query, retrieve");
        policy = new SourceAssociationPolicy("ARCHIVE", false, new SourceRegistry(directory, false, Clock.systemUTC()));
    }

    @Nested
    class Whom {

        @Test
        void shouldRefuseACallingAeTitleThatNoFileNames() {
            assertThat(decide("STRANGER", "ARCHIVE"))
                    .isEqualTo(new AssociationDecision.Reject(AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED));
        }

        @Test
        void shouldRefuseACallForSomebodyElse() {
            assertThat(decide("ALL", "OTHER"))
                    .isEqualTo(new AssociationDecision.Reject(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED));
        }

        @Test
        void shouldTakeAnyCalledAeTitleWhereConfiguredSo() {
            policy = new SourceAssociationPolicy(
                    "ARCHIVE", true, new SourceRegistry(directory, false, Clock.systemUTC()));
            assertThat(decide("ALL", "OTHER")).isInstanceOf(AssociationDecision.Accept.class);
        }
    }

    @Nested
    class StorageClasses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    UID.CTImageStorage,
                    UID.RTBeamsDeliveryInstructionStorage,
                    "1.2.840.10008.5.1.4.1.1.77.1", // VL Image Storage - Trial, retired
                    "1.2.840.10008.5.1.4.1.1.999.1", // to come
                    "1.3.12.2.1107.5.9.1", // Siemens CSA Non-Image Storage
                    "1.2.826.0.1.3680043.2.1.1"
                })
        void shouldBeTakenWhetherKnownOrNot(String sopClass) {
            propose(sopClass);
            assertThat(results("MODALITY")).containsExactly(Result.ACCEPTANCE);
        }

        @Test
        void shouldNotBeTakenWhereTheUidIsLongerThanAUidCanBe() {
            propose("1." + "2".repeat(63));
            assertThat(results("ALL")).containsExactly(Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }

        @Test
        void shouldNotBeTakenWhereTheUidIsAsLongAsItsItemCanBe() {
            propose("1" + ".1".repeat(32_000));
            assertThat(results("ALL")).containsExactly(Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.2.840.10008.5.1.4.32.1", // General Purpose Worklist, retired
                    UID.HangingProtocolStorage,
                    "1.2.840.10008.5.1.1.9", // Basic Grayscale Print Management
                    "1.2.840.10008.5.1.4.1.2.4.3", // Composite Instance Root Retrieve - GET
                    "not a UID",
                    ""
                })
        void shouldNotBeTakenForWhatIsKnownToBeSomethingElse(String sopClass) {
            propose(sopClass);
            assertThat(results("ALL")).containsExactly(Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }

        @Test
        void shouldIncludeAllOfTheStandardThatBelongToAStudy() {
            assertThat(SopClasses.storage().stream().filter(uid -> SopClassKind.of(uid) != SopClassKind.STORAGE))
                    .containsExactlyInAnyOrder(
                            UID.MediaStorageDirectoryStorage,
                            UID.HangingProtocolStorage,
                            UID.ColorPaletteStorage,
                            UID.GenericImplantTemplateStorage,
                            UID.ImplantAssemblyTemplateStorage,
                            UID.ImplantTemplateGroupStorage);
        }

        @Test
        void shouldNotBeTakenForStorageWhereThePeerSaysTheyAreNot() {
            common.add(new CommonExtendedNegotiation("1.2.3.4", "1.2.840.10008.4.99", List.of()));
            propose("1.2.3.4");
            assertThat(results("ALL")).containsExactly(Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
    }

    @Nested
    class Services {

        @Test
        void shouldBeThoseTheSourceMayUse() {
            propose(UID.Verification);
            propose(UID.CTImageStorage);
            propose(FIND);
            propose(GET);

            assertThat(results("ALL"))
                    .containsExactly(Result.ACCEPTANCE, Result.ACCEPTANCE, Result.ACCEPTANCE, Result.ACCEPTANCE);
            assertThat(results("MODALITY"))
                    .containsExactly(
                            Result.ACCEPTANCE, Result.ACCEPTANCE, Result.USER_REJECTION, Result.USER_REJECTION);
            assertThat(results("VIEWER"))
                    .containsExactly(Result.ACCEPTANCE, Result.USER_REJECTION, Result.ACCEPTANCE, Result.ACCEPTANCE);
        }

        @Test
        void shouldNotBeSpokenInASyntaxForPixels() {
            proposed.add(new PresentationContext(1, FIND, List.of(UID.JPEGBaseline8Bit)));
            assertThat(results("ALL")).containsExactly(Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
        }

        @Test
        void shouldBeRefusedWithoutAnyTransferSyntax() {
            proposed.add(new PresentationContext(1, UID.CTImageStorage, List.of()));
            assertThat(results("ALL")).containsExactly(Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
        }
    }

    @Nested
    class Roles {

        @Test
        void shouldLetWhoRetrievesReceiveOnTheSameAssociation() {
            propose(UID.CTImageStorage);
            roles.add(new RoleSelection(UID.CTImageStorage, false, true));

            assertThat(results("VIEWER")).containsExactly(Result.ACCEPTANCE);
            assertThat(accept("VIEWER").roles()).containsExactly(new RoleSelection(UID.CTImageStorage, false, true));
        }

        @Test
        void shouldGiveOfBothRolesThatWhichIsPermitted() {
            propose(UID.CTImageStorage);
            roles.add(new RoleSelection(UID.CTImageStorage, true, true));

            assertThat(accept("ALL").roles()).containsExactly(new RoleSelection(UID.CTImageStorage, true, true));
            assertThat(accept("MODALITY").roles()).containsExactly(new RoleSelection(UID.CTImageStorage, true, false));
            assertThat(accept("VIEWER").roles()).containsExactly(new RoleSelection(UID.CTImageStorage, false, true));
        }

        @Test
        void shouldRefuseAContextWithoutAnyRole() {
            propose(UID.CTImageStorage);
            roles.add(new RoleSelection(UID.CTImageStorage, false, true));
            assertThat(results("MODALITY")).containsExactly(Result.USER_REJECTION);
        }

        @Test
        void shouldMakeNobodyProviderOfOurServices() {
            propose(FIND);
            roles.add(new RoleSelection(FIND, true, true));
            assertThat(accept("ALL").roles()).containsExactly(new RoleSelection(FIND, true, false));
        }
    }

    @Nested
    class Features {

        @Test
        void shouldAgreeOnWhatWasAskedForAndIsThere() {
            extended.add(new ExtendedNegotiation(FIND, new byte[] {1, 0, 1, 1, 1}));
            extended.add(new ExtendedNegotiation(GET, new byte[] {1, 1}));
            extended.add(new ExtendedNegotiation(UID.CTImageStorage, new byte[] {2, 0, 3, 0, 1, 0}));

            assertThat(accept("ALL").extendedNegotiations())
                    .containsExactly(
                            new ExtendedNegotiation(FIND, new byte[] {1, 0, 1, 0, 0}),
                            new ExtendedNegotiation(GET, new byte[] {1, 0}));
        }
    }

    private void source(String aeTitle, String may) throws IOException {
        Files.writeString(
                directory.resolve(aeTitle + ".yaml"),
                "name: %s\naeTitle: %s\nmay: [%s]\n".formatted(aeTitle, aeTitle, may));
    }

    private void propose(String abstractSyntax) {
        proposed.add(
                new PresentationContext(2 * proposed.size() + 1, abstractSyntax, List.of(UID.ExplicitVRLittleEndian)));
    }

    private List<Result> results(String callingAet) {
        return accept(callingAet).contexts().stream().map(r -> r.result()).toList();
    }

    private AssociationDecision.Accept accept(String callingAet) {
        return (AssociationDecision.Accept) decide(callingAet, "ARCHIVE");
    }

    private AssociationDecision decide(String callingAet, String calledAet) {
        UserInformation user = new UserInformation(16384, "1.2.3", null, null, roles, extended, common, null, null);
        return policy.decide(
                new AssociateRequest(1, calledAet, callingAet, UID.DicomApplicationContext, proposed, user),
                InetAddress.getLoopbackAddress());
    }
}
