package org.muniment.archive.order;

/**
 * A number an order is known by at who placed it (ORC-2, Order Placer Identifier Sequence (0040,0026)) or at who fills it (ORC-3,
 * (0040,0027)).
 *
 * @param number empty where there is none
 * @param namespace of whoever gave the number; empty where it is not known
 */
public record OrderNumber(String number, String namespace) {

    public static final OrderNumber NONE = new OrderNumber("", "");

    public OrderNumber {
        number = number.strip();
        namespace = namespace.strip();
    }

    public boolean isEmpty() {
        return number.isEmpty();
    }
}
