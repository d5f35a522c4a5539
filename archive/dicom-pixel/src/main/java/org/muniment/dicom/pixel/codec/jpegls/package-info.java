/** JPEG-LS by CharLS. */
package org.muniment.dicom.pixel.codec.jpegls;
