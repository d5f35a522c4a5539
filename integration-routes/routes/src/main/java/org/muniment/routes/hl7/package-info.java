/** HL7 v2 conversations over MLLP. */
package org.muniment.routes.hl7;
