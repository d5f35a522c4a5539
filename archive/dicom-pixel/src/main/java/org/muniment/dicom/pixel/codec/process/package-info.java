/** Native codecs in child processes: what crashes or hangs there is lost alone. */
package org.muniment.dicom.pixel.codec.process;
