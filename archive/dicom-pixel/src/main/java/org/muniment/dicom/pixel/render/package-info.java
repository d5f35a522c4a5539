/** From decoded samples to an image for the eye (PS3.3 C.11, PS3.4 N.2). */
package org.muniment.dicom.pixel.render;
