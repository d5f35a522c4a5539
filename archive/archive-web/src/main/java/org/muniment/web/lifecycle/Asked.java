package org.muniment.web.lifecycle;

import java.util.function.Supplier;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.web.access.Caller;
import org.muniment.web.problem.BadParameterException;

/** What all requests about records have in common. */
final class Asked {

    private Asked() {}

    /** Who asks; what is done bears this name. */
    static String by() {
        return Caller.current().map(Caller::name).orElse("nobody");
    }

    /** What records management says of a request that lacks something, told to who sent it. */
    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("request", String.valueOf(e.getMessage()));
        } catch (PolicyException e) {
            throw new ArchiveException(ErrorCode.CORRUPT_OBJECT, e.getMessage(), e);
        }
    }

    static <T> T required(String name, T value) {
        if (value == null) throw new BadParameterException(name, "is missing");
        return value;
    }

    static StudyInstanceUid study(String uid) {
        try {
            return new StudyInstanceUid(required("study", uid));
        } catch (ArchiveException e) {
            throw new BadParameterException("study", "must be a UID");
        }
    }
}
