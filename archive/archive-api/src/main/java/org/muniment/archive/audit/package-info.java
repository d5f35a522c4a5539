/** The trail of what became of studies and who decided it: written once, chained by hashes, never changed. */
package org.muniment.archive.audit;
