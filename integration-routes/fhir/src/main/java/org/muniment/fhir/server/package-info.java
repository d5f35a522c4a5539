/** The FHIR R4 server: read and search over the archive's own services. It keeps nothing. */
package org.muniment.fhir.server;
