/** Reports that come as messages, kept as instances of the study they are about. */
package org.muniment.core.report;
