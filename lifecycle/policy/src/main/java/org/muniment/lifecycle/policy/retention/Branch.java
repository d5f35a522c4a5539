package org.muniment.lifecycle.policy.retention;

import java.util.List;

/** One step of a computation, kept so that it can be shown. @param what in words, e.g. {@code study date 2020-03-01 plus 10 years} */
public record Branch(String what, KeepUntil until, List<Branch> parts) {

    public Branch {
        parts = List.copyOf(parts);
    }
}
