package org.muniment.dicom.net;

/** Numbers of sub-operations in a C-MOVE or C-GET response, PS3.7 9.1.3.1.6 to 9.1.3.1.9. */
public record SubOperationCounts(int remaining, int completed, int failed, int warning) {

    public static final SubOperationCounts NONE = new SubOperationCounts(0, 0, 0, 0);
}
