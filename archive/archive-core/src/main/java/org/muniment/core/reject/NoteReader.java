package org.muniment.core.reject;

import java.util.Optional;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;
import org.muniment.dicom.Tag;
import org.muniment.dicom.Value;

/**
 * Reads rejection notes from where they are stored. A note that names a large study is larger than what is held of an instance while it
 * arrives; so it is read again, one at a time.
 */
public final class NoteReader {

    /** Room for 20,000 references. */
    private static final ReadOptions OPTIONS = ReadOptions.IN_MEMORY.withHeapLimit(32L << 20);

    private final ObjectStores stores;

    public NoteReader(ObjectStores stores) {
        this.stores = stores;
    }

    /** As {@link #read}, where the instance is a rejection note. */
    public Optional<RejectionNote> find(InstanceRecord stored) {
        return RejectionNote.is(stored) ? Optional.of(read(stored)) : Optional.empty();
    }

    /**
     * @param stored a rejection note
     * @throws ArchiveException MISSING_ATTRIBUTE where it does not say what it rejects, MALFORMED_DATA_SET where it is too large; as
     *     {@link StoredFile#parse}
     */
    synchronized RejectionNote read(InstanceRecord stored) {
        Attributes document = new StoredFile(stores, stored).parse(OPTIONS, DicomReader::read);
        for (int tag : new int[] {Tag.ContentSequence, Tag.CurrentRequestedProcedureEvidenceSequence})
            if (document.contains(tag) && document.get(tag).value() instanceof Value.Encoded)
                throw new ArchiveException(ErrorCode.MALFORMED_DATA_SET, "The rejection note names too many instances");
        return RejectionNote.of(stored.id(), document)
                .orElseThrow(() -> new ArchiveException(ErrorCode.CORRUPT_OBJECT, "the rejection note is none"));
    }
}
