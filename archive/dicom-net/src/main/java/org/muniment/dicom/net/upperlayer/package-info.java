/**
 * The DICOM upper layer, PS3.8: one association on one connection, driven by the state table of PS3.8 9.2, and P-DATA
 * as a stream of presentation data values.
 */
package org.muniment.dicom.net.upperlayer;
