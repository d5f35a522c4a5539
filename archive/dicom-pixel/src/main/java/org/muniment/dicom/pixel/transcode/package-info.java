/** Whole data sets from one transfer syntax into another, frame by frame. */
package org.muniment.dicom.pixel.transcode;
