/** What goes over the wire: the protocol data units of PS3.8 9.3 as values, their encoder and their decoder. */
package org.muniment.dicom.net.pdu;
