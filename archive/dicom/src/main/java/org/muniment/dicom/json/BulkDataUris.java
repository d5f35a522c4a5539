package org.muniment.dicom.json;

import org.muniment.dicom.Attributes.Element;

/** Decides which values a DICOM JSON object refers to by BulkDataURI instead of carrying them (PS3.18 F.2.6). */
@FunctionalInterface
public interface BulkDataUris {

    /** Everything inline. */
    BulkDataUris NONE = (path, element) -> null;

    /**
     * Asked for each value that is not in memory and for each binary value above the writer's limit.
     *
     * @param path tags and item numbers (from 1) that lead to the element, as in {@code 54000100/1/54001010}
     * @return the URI, or null to write the value inline
     */
    String uriOf(String path, Element element);
}
