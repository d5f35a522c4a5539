package org.muniment.archive.order;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;

/**
 * The archive's own name for an order, which stays when the numbers change. Made of the first number the order came with, so that a message
 * that is taken in twice, or by two nodes at once, makes one order.
 */
public record OrderId(UUID value) {

    public OrderId {
        Objects.requireNonNull(value);
    }

    /** @throws IllegalArgumentException where it is no order's id */
    public static OrderId of(String text) {
        return new OrderId(UUID.fromString(text));
    }

    /** Of an order that first came with these numbers; a random one where there is none among them. */
    public static OrderId madeOf(OrderNumbers numbers) {
        if (!numbers.placer().isEmpty())
            return named("placer", numbers.placer().number(), numbers.placer().namespace());
        if (!numbers.filler().isEmpty())
            return named("filler", numbers.filler().number(), numbers.filler().namespace());
        if (!numbers.accession().isEmpty())
            return named(
                    "accession",
                    numbers.accession().number(),
                    numbers.accession().issuer());
        return new OrderId(UUID.randomUUID());
    }

    /** As above; a number that nobody's scope is known of is told apart by whom the order is for. */
    public static OrderId madeOf(OrderNumbers numbers, PatientIdentifier patient) {
        if (!isBare(numbers)) return madeOf(numbers);
        return named("of a patient", madeOf(numbers).toString(), patient.id() + '\0' + patient.issuer());
    }

    private static boolean isBare(OrderNumbers numbers) {
        if (!numbers.placer().isEmpty()) return numbers.placer().namespace().isEmpty();
        if (!numbers.filler().isEmpty()) return numbers.filler().namespace().isEmpty();
        return numbers.accession().issuer().isEmpty();
    }

    /** A name for something else than an order, of the same make. */
    static OrderId named(String kind, String number, String namespace) {
        String name = kind + '\0' + number + '\0' + namespace;
        return new OrderId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** The study of an order that came without one; {@code 2.25} and the id as a number (PS3.5 B.2). */
    public StudyInstanceUid madeStudy() {
        byte[] bytes = new byte[17];
        for (int i = 0; i < 8; i++) {
            bytes[1 + i] = (byte) (value.getMostSignificantBits() >>> (56 - 8 * i));
            bytes[9 + i] = (byte) (value.getLeastSignificantBits() >>> (56 - 8 * i));
        }
        return new StudyInstanceUid("2.25." + new BigInteger(bytes));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
