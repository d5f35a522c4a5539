/**
 * The Camel component {@code dicom:}. Consumers perform DIMSE services as SCP behind one shared
 * {@link org.muniment.camel.dicom.DicomListener}; producers use those of a peer as SCU. Options are documented on
 * {@link org.muniment.camel.dicom.DicomEndpoint} and {@link org.muniment.camel.dicom.ScuOptions}, headers on
 * {@link org.muniment.camel.dicom.DicomHeaders}.
 */
package org.muniment.camel.dicom;
