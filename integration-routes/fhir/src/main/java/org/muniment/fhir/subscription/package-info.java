/** Topic-based subscriptions: the Subscriptions R5 Backport guide for R4, channel rest-hook. */
package org.muniment.fhir.subscription;
