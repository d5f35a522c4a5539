/** The DICOM JSON Model of PS3.18 Annex F, written and read as streams. */
package org.muniment.dicom.json;
