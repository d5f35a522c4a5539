package org.muniment.dicom;

/**
 * A Part 10 file as read.
 *
 * @param meta elements of group 0002; empty where the file has none
 * @param transferSyntax what the data set was encoded in
 */
public record DicomFile(Attributes meta, TransferSyntax transferSyntax, Attributes dataSet) {}
