/** Previews of coercion rules. */
package org.muniment.web.coercion;
