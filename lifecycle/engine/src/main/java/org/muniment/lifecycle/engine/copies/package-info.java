/** Copies of studies: counted, made, given up. */
package org.muniment.lifecycle.engine.copies;
