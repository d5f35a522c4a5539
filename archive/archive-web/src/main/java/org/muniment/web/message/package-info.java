/** The journal of messages, and those that wait for a person. */
package org.muniment.web.message;
