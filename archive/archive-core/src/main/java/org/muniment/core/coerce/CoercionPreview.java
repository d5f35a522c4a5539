package org.muniment.core.coerce;

import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.ObjectStores;
import org.muniment.core.retrieve.StoredFile;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.DicomReader;
import org.muniment.dicom.ReadOptions;

/** What rules would change in instances that are stored already, by the code that changes those that arrive. Changes nothing. */
public final class CoercionPreview {

    private static final int PIXELS = 0x7FE00000;

    private final ObjectStores stores;
    private final Coercer coercer;

    public CoercionPreview(ObjectStores stores, Coercer coercer) {
        this.stores = stores;
        this.coercer = coercer;
    }

    /**
     * @param sender as whose instance it is looked at
     * @throws ArchiveException NOT_FOUND, STORE_UNAVAILABLE, CORRUPT_OBJECT; or where a rule needs an order and the orders can't be asked now
     */
    public Coerced of(InstanceRecord instance, Coercion coercion, String sender) {
        StoredFile file = new StoredFile(stores, instance);
        ReadOptions options = ReadOptions.header(file).withStopBefore(PIXELS);
        Attributes header = file.parse(options, DicomReader::read);
        return coercer.preview(coercion, header, new Sender(sender, instance.sopClassUid()));
    }
}
