package org.muniment.server.crash;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A system elsewhere that is told of studies, and is not always there. It has one address for all its life. */
interface ExternalReceiver extends AutoCloseable {

    /** How Muniment is told of it: configuration keys as environment variables. */
    Map<String, String> environment() throws IOException;

    /** Begins to listen. */
    void start() throws IOException;

    /** Whether it was told of all these studies as they are in the end, with this many instances each. */
    boolean hasAll(Set<String> studies, int instances);

    /** Fails where it was told too little, too much, or in the wrong order. */
    void verify(Set<String> studies, int instances);

    @Override
    void close();
}
