/** Rejecting, restoring, and looking at what is rejected (IHE RAD IOCM; ADR 76). */
package org.muniment.web.rejection;
