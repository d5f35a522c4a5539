/** Pixel data: what it is, how it is decoded and encoded. */
package org.muniment.dicom.pixel;
