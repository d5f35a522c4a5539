/** Checks copies on a schedule, and makes damaged ones anew. */
package org.muniment.lifecycle.engine.verify;
