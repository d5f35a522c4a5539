/** DIMSE messages, PS3.7: command sets, and data sets as streams of presentation data values. */
package org.muniment.dicom.net.dimse;
