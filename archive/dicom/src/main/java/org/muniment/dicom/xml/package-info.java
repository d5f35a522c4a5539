/** The Native DICOM Model in XML (PS3.19 A.1). */
package org.muniment.dicom.xml;
