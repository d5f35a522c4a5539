/** What tells other FHIR servers of studies. */
package org.muniment.fhir.out;
