package org.muniment.core.feed;

import java.time.Duration;

/** Hears how deliveries go, on the threads that make them; for metrics. Must not throw. */
public interface DeliveryListener {

    DeliveryListener NONE = new DeliveryListener() {};

    default void delivered(String subscriber) {}

    /** A study could not be delivered, and is tried again. */
    default void failed(String subscriber) {}

    default void parked(String subscriber) {}

    /** The target as a whole did not answer. */
    default void unavailable(String subscriber) {}

    /** @param lag how old the oldest change is that has not been delivered; zero where there is none */
    default void behind(String subscriber, Duration lag) {}
}
