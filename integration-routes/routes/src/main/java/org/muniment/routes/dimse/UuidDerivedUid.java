package org.muniment.routes.dimse;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/** UIDs we give: those derived from UUIDs, PS3.5 B.2. */
public final class UuidDerivedUid {

    private UuidDerivedUid() {}

    public static String next() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
