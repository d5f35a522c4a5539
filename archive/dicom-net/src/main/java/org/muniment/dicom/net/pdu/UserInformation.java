package org.muniment.dicom.net.pdu;

import java.util.List;
import java.util.Optional;

/**
 * User information item of A-ASSOCIATE-RQ and -AC, PS3.8 9.3.2.3 and PS3.7 Annex D.3.3.
 *
 * @param maxPduLength bytes of P-DATA-TF body its sender takes, 0 for no limit
 * @param implementationVersionName may be null
 * @param asyncOperationsWindow null where not negotiated
 * @param userIdentity null where absent (request only)
 * @param userIdentityResponse server response, null where absent (accept only)
 */
public record UserInformation(
        int maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        AsyncOperationsWindow asyncOperationsWindow,
        List<RoleSelection> roleSelections,
        List<ExtendedNegotiation> extendedNegotiations,
        List<CommonExtendedNegotiation> commonExtendedNegotiations,
        UserIdentity userIdentity,
        byte[] userIdentityResponse) {

    public UserInformation {
        roleSelections = List.copyOf(roleSelections);
        extendedNegotiations = List.copyOf(extendedNegotiations);
        commonExtendedNegotiations = List.copyOf(commonExtendedNegotiations);
    }

    /** The roles named for a SOP class, if any were. */
    public Optional<RoleSelection> roleSelection(String sopClassUid) {
        return roleSelections.stream()
                .filter(r -> r.sopClassUid().equals(sopClassUid))
                .findFirst();
    }

    public Optional<ExtendedNegotiation> extendedNegotiation(String sopClassUid) {
        return extendedNegotiations.stream()
                .filter(e -> e.sopClassUid().equals(sopClassUid))
                .findFirst();
    }
}
