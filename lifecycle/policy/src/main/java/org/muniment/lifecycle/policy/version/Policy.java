package org.muniment.lifecycle.policy.version;

/** A policy of any kind; never changed once it was active. */
public interface Policy {
    PolicyVersion version();
}
