package org.muniment.routes.mpps;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.muniment.archive.id.SopInstanceUid;

/** UIDs we give: those derived from UUIDs, PS3.5 B.2. */
final class SopInstanceUids {

    private SopInstanceUids() {}

    static SopInstanceUid random() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return new SopInstanceUid("2.25." + new BigInteger(1, bytes));
    }
}
