package org.muniment.core.metadata;

import org.muniment.archive.id.InstanceId;
import org.muniment.dicom.Attributes.Element;
import org.muniment.dicom.json.BulkDataUris;

/** Where a web client finds the values that the metadata of an instance leaves out. */
record BulkDataLinks(InstanceId id) implements BulkDataUris {

    /** Longest binary value, in bytes, that metadata has in it. */
    static final int INLINE_LIMIT = 1024;

    @Override
    public String uriOf(String path, Element element) {
        return "/dicom-web/studies/" + id.study() + "/series/" + id.series() + "/instances/" + id.instance()
                + "/bulkdata/" + path;
    }
}
