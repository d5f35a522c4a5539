/** Codecs for one frame at a time, by the libraries or commands they need. */
package org.muniment.dicom.pixel.codec;
