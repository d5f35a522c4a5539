package org.muniment.web.stow;

import org.muniment.core.ingest.IngestPolicy;

/** How what a user stores is taken in; supplied by whoever wires the server. */
@FunctionalInterface
public interface UploadPolicies {

    IngestPolicy of(String user);
}
