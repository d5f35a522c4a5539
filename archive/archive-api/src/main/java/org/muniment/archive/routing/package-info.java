/** What was sent on to other systems. */
package org.muniment.archive.routing;
