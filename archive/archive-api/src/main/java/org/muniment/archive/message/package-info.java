/** The journal of messages that came in, and of what became of them. */
package org.muniment.archive.message;
