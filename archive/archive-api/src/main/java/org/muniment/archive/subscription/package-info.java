/** What is kept of those outside who asked over FHIR to be told of studies. */
package org.muniment.archive.subscription;
