package org.muniment.archive.routing;

import java.util.Map;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.Sha256;

/**
 * What each destination has taken, so that nothing is sent to it twice. Durable on return; writing again changes nothing. Safe for use by many
 * threads. Failures are {@link org.muniment.archive.error.ArchiveException} INDEX_UNAVAILABLE.
 */
public interface SentInstances {

    /** The destination has taken this content of the instance. */
    void add(String destination, StudyInstanceUid study, SopInstanceUid instance, Sha256 digest);

    /** What the destination has of a study, by the digest of what it took. */
    Map<SopInstanceUid, Sha256> of(String destination, StudyInstanceUid study);

    /** The destination is to get the study anew. */
    void forget(String destination, StudyInstanceUid study);
}
