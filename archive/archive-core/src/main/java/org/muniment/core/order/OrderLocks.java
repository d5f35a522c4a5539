package org.muniment.core.order;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muniment.archive.order.OrderId;
import org.muniment.archive.order.OrderNumbers;

/**
 * Lets changes of one order take turns in this process. Numbers first, so that messages that name one new order by different numbers don't
 * make two of it; then the order, as messages may name a known one by different numbers. Always in this order.
 */
final class OrderLocks {

    private final Turns ofNumbers = new Turns();
    private final Turns ofOrders = new Turns();

    <T> T during(OrderNumbers numbers, Supplier<T> work) {
        List<String> all = Stream.of(
                        numbers.placer().number(),
                        numbers.filler().number(),
                        numbers.accession().number())
                .filter(number -> !number.isEmpty())
                .toList();
        return ofNumbers.during(all, work);
    }

    <T> T during(OrderId order, Supplier<T> work) {
        return ofOrders.during(order, work);
    }
}
