package org.muniment.archive.order;

import java.util.Objects;

/**
 * What is ordered, why and by whom. Each is empty where it is not known.
 *
 * @param procedure Requested Procedure Code Sequence (0032,1064) and Description (0032,1060); OBR-4 or OBR-44
 * @param reason of the requested procedure (0040,1002), (0040,100A); OBR-31
 * @param priority Requested Procedure Priority (0040,1003): STAT, HIGH, ROUTINE, MEDIUM, LOW
 * @param requestingPhysician (0032,1032), a PN; OBR-16 or ORC-12
 * @param referringPhysician (0008,0090), a PN; PV1-8
 * @param admissionId (0038,0010); PV1-19
 */
public record OrderDetails(
        CodedText procedure,
        CodedText reason,
        String priority,
        String requestingPhysician,
        String referringPhysician,
        String admissionId) {

    public static final OrderDetails NONE = new OrderDetails(CodedText.NONE, CodedText.NONE, "", "", "", "");

    public OrderDetails {
        Objects.requireNonNull(procedure);
        Objects.requireNonNull(reason);
        priority = priority.strip();
        requestingPhysician = requestingPhysician.strip();
        referringPhysician = referringPhysician.strip();
        admissionId = admissionId.strip();
    }

    /** These, with those of {@code others} where one is lacking. */
    public OrderDetails or(OrderDetails others) {
        return new OrderDetails(
                procedure.isEmpty() ? others.procedure : procedure,
                reason.isEmpty() ? others.reason : reason,
                first(priority, others.priority),
                first(requestingPhysician, others.requestingPhysician),
                first(referringPhysician, others.referringPhysician),
                first(admissionId, others.admissionId));
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
