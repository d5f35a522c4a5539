package org.muniment.core.audit;

import org.muniment.archive.audit.Sealed;

/** A form in which the trail leaves the archive, with what proves it: one line for each entry. */
public interface AuditExport {

    String mediaType();

    /** Without the line feed. */
    String line(Sealed entry);
}
