package org.muniment.dicom.net;

/**
 * A presentation context both sides agreed on.
 *
 * @param scu whether we may ask for operations in it
 * @param scp whether we may perform operations in it
 */
record AcceptedContext(int id, String abstractSyntax, String transferSyntax, boolean scu, boolean scp) {}
