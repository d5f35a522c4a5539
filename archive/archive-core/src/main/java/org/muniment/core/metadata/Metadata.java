package org.muniment.core.metadata;

import java.io.InputStream;

/** Data sets without their bulk, as one JSON array of the DICOM JSON Model (PS3.18 Annex F); from {@link SeriesMetadataService}. */
public interface Metadata {

    /** Changes whenever the bytes do; without quotes. */
    String entityTag();

    /** Compressed with gzip, as it is kept; the caller closes it. */
    InputStream gzipped();

    /** In UTF-8; the caller closes it. */
    InputStream json();
}
