/** Tells other systems of changes over HTTP, by signed POSTs. */
package org.muniment.web.webhook;
