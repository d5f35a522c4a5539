/** The storage tiers as configured: their stores, and how full they are. */
package org.muniment.server.tier;
