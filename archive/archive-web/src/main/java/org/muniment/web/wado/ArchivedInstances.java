package org.muniment.web.wado;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.InstanceId;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;

/** Finds the one instance a path names. */
public record ArchivedInstances(RetrieveService retrieve) {

    /** @throws ArchiveException NOT_FOUND */
    public InstanceRecord get(InstanceId id) {
        try (Stream<InstanceRecord> found = retrieve.find(keys(id))) {
            return found.findFirst()
                    .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "nothing of this UID is archived"));
        }
    }

    static RetrieveKeys keys(InstanceId id) {
        return new RetrieveKeys(
                QueryLevel.IMAGE, Optional.empty(), List.of(id.study()), List.of(id.series()), List.of(id.instance()));
    }
}
