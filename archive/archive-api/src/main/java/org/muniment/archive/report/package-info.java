/** Reports that come as messages and are kept as instances of the study they are about. */
package org.muniment.archive.report;
