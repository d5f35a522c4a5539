package org.muniment.dicom.net;

import java.io.IOException;
import java.time.Duration;

/**
 * What takes time before the instances of a C-MOVE or C-GET can be sent, as where they lie on tape. Meanwhile the peer gets pending responses with all
 * sub-operations remaining (PS3.4 C.4.2.1.6), and may cancel. Called on the operation's worker, again and again until it is over.
 */
@FunctionalInterface
public interface Preparation {

    /** Of what can be sent at once. */
    Preparation NONE = Ready::new;

    sealed interface Progress permits Ready, NotYet, Failed {}

    record Ready() implements Progress {}

    /** @param askAgain after this time; the peer gets a pending response as often */
    record NotYet(Duration askAgain) implements Progress {}

    /** Nothing is sent; the status is the answer. */
    record Failed(DimseStatus status) implements Progress {}

    Progress proceed() throws IOException;

    /** It is over, whatever came of it. Called once, unless nothing was waited for. */
    default void end() {}
}
