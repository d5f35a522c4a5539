package org.muniment.dicom.json;

import java.io.IOException;
import org.muniment.dicom.VR;
import org.muniment.dicom.Value;

/** Finds the value that a DICOM JSON object refers to by BulkDataURI (PS3.18 F.2.6), as in a part of a STOW-RS request. */
@FunctionalInterface
public interface BulkDataResolver {

    /**
     * @param path tags and item numbers (from 1) that lead to the element, as in {@code 54000100/1/54001010}
     * @return the value, or null where the URI is not known: the object is then refused
     */
    Value resolve(String path, VR vr, String uri) throws IOException;
}
