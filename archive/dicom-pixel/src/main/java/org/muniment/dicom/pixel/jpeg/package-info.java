/** JPEG (ITU-T T.81) as far as DICOM uses it: sequential DCT with 8 and 12 bits and lossless, Huffman-coded. ADR 0061 says why it is our own. */
package org.muniment.dicom.pixel.jpeg;
