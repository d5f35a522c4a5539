/** Coercion: what of an arriving data set is changed by the rules of its source, and how that is recorded. Pure functions. */
package org.muniment.core.coerce;
