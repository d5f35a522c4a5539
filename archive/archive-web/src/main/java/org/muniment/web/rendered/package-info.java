/** Rendered resources and thumbnails: pictures for those who have no DICOM viewer (PS3.18 8.3.5, 10.4.1.1.3 and 10.4.1.1.4). */
package org.muniment.web.rendered;
