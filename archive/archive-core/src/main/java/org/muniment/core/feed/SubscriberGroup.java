package org.muniment.core.feed;

import java.util.List;

/** Subscribers of one kind, one for each target that the configuration names when the archive starts. */
@FunctionalInterface
public interface SubscriberGroup {

    List<Subscriber> subscribers();
}
