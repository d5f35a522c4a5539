package org.muniment.dicom.net.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * User identity as the requestor claims it, PS3.7 D.3.3.7. Whether it is believed is the policy's affair.
 *
 * @param type 1 user name, 2 user name and passcode, 3 Kerberos ticket, 4 SAML assertion, 5 JSON web token
 * @param primaryField user name, ticket, assertion or token
 * @param secondaryField passcode where {@code type} is 2, else empty
 */
public record UserIdentity(int type, boolean positiveResponseRequested, byte[] primaryField, byte[] secondaryField) {

    public static final int USERNAME = 1;
    public static final int USERNAME_PASSCODE = 2;

    public static UserIdentity username(String name) {
        return new UserIdentity(USERNAME, false, name.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    public static UserIdentity usernameAndPasscode(String name, String passcode) {
        return new UserIdentity(
                USERNAME_PASSCODE,
                false,
                name.getBytes(StandardCharsets.UTF_8),
                passcode.getBytes(StandardCharsets.UTF_8));
    }

    public UserIdentity withResponseRequested() {
        return new UserIdentity(type, true, primaryField, secondaryField);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserIdentity that
                && type == that.type
                && positiveResponseRequested == that.positiveResponseRequested
                && Arrays.equals(primaryField, that.primaryField)
                && Arrays.equals(secondaryField, that.secondaryField);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type + Arrays.hashCode(primaryField)) + Arrays.hashCode(secondaryField);
    }

    /** Without the fields: they are secrets. */
    @Override
    public String toString() {
        return "UserIdentity[type=" + type + "]";
    }
}
