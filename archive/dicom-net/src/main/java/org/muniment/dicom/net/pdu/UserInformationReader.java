package org.muniment.dicom.net.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects the sub-items of the user information item, PS3.7 D.3.3. */
final class UserInformationReader {

    /** Stands in for a missing maximum length (PS3.8 D.1 demands it): what every implementation can take. */
    private static final int DEFAULT_MAX_PDU_LENGTH = 16_384;

    /** A PDV header and a little to carry. */
    private static final int MIN_PDU_LENGTH = 16;

    /** There can be 128 presentation contexts; some peers name classes they do not propose as well. */
    private static final int MAX_OF_A_KIND = 256;

    static final UserInformation ABSENT = new UserInformationReader().result();

    private int maxPduLength = DEFAULT_MAX_PDU_LENGTH;
    private String implementationClassUid = "";
    private String implementationVersionName;
    private AsyncOperationsWindow window;
    private final List<RoleSelection> roles = new ArrayList<>();
    private final List<ExtendedNegotiation> extended = new ArrayList<>();
    private final List<CommonExtendedNegotiation> common = new ArrayList<>();
    private UserIdentity identity;
    private byte[] identityResponse;

    private UserInformationReader() {}

    static UserInformation read(ByteBuffer in) {
        UserInformationReader reader = new UserInformationReader();
        while (in.hasRemaining()) reader.subItem(ItemReader.next(in));
        requireFew(reader.roles);
        requireFew(reader.extended);
        requireFew(reader.common);
        return reader.result();
    }

    private static void requireFew(List<?> subItems) {
        if (subItems.size() > MAX_OF_A_KIND) throw new IllegalArgumentException("too many sub-items of a kind");
    }

    private void subItem(ItemReader item) {
        ByteBuffer in = item.body();
        switch (item.type()) {
            case Item.MAXIMUM_LENGTH -> maxPduLength = maximumLength(in.getInt());
            case Item.IMPLEMENTATION_CLASS_UID -> implementationClassUid = item.text();
            case Item.IMPLEMENTATION_VERSION_NAME -> implementationVersionName = item.text();
            case Item.ASYNC_OPERATIONS_WINDOW -> window =
                    new AsyncOperationsWindow(in.getShort() & 0xFFFF, in.getShort() & 0xFFFF);
            case Item.ROLE_SELECTION -> roles.add(
                    new RoleSelection(ItemReader.sizedText(in), in.get() == 1, in.get() == 1));
            case Item.EXTENDED_NEGOTIATION -> extended.add(
                    new ExtendedNegotiation(ItemReader.sizedText(in), ItemReader.remaining(in)));
            case Item.COMMON_EXTENDED_NEGOTIATION -> common.add(commonExtendedNegotiation(in));
            case Item.USER_IDENTITY -> identity = new UserIdentity(
                    in.get() & 0xFF, in.get() == 1, ItemReader.sizedBytes(in), ItemReader.sizedBytes(in));
            case Item.USER_IDENTITY_RESPONSE -> identityResponse = ItemReader.sizedBytes(in);
            default -> {} // reserved for later editions: skipped
        }
    }

    /** Unsigned on the wire: what exceeds an int is as good as no limit. */
    private static int maximumLength(int value) {
        if (value > 0 && value < MIN_PDU_LENGTH) throw new IllegalArgumentException("no room for a PDV in " + value);
        return Math.max(value, 0);
    }

    private static CommonExtendedNegotiation commonExtendedNegotiation(ByteBuffer in) {
        String sopClassUid = ItemReader.sizedText(in);
        String serviceClassUid = ItemReader.sizedText(in);
        List<String> related = new ArrayList<>();
        if (in.hasRemaining()) {
            ByteBuffer list = ItemReader.slice(in, in.getShort() & 0xFFFF);
            while (list.hasRemaining()) related.add(ItemReader.sizedText(list));
        }
        return new CommonExtendedNegotiation(sopClassUid, serviceClassUid, related);
    }

    private UserInformation result() {
        return new UserInformation(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                window,
                roles,
                extended,
                common,
                identity,
                identityResponse);
    }
}
