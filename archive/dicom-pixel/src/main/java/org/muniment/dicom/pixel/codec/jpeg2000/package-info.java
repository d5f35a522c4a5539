/** JPEG 2000 and HTJ2K by OpenJPEG and OpenJPH. */
package org.muniment.dicom.pixel.codec.jpeg2000;
