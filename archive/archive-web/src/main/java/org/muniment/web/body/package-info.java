/** Bodies of answers: how large ones are sent, in part or whole, and whether they have changed (RFC 9110 8.8, 13 and 14). */
package org.muniment.web.body;
