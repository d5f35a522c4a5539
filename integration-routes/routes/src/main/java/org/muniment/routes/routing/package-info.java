/** Where studies go from here: rules in files, a subscriber of the change feed for each destination. */
package org.muniment.routes.routing;
