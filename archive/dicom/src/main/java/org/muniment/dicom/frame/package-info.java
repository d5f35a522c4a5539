/** Where each frame of an object lies in its file, so that it can be read without parsing. */
package org.muniment.dicom.frame;
