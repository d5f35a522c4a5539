/** What the archive holds, told in FHIR: pure translation, and what the translations for R4 and R5 share. */
package org.muniment.fhir;
