/** Patients: which identifiers are one person's, and whose each study is. */
package org.muniment.core.patient;
