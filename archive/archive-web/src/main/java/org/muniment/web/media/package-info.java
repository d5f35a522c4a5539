/** Media types: what clients accept, and what the forms of DICOM objects are called in HTTP (PS3.18 8.7). */
package org.muniment.web.media;
