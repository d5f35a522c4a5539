/** Copies of instances on other tiers: which containers there are, and what lies where in them. */
package org.muniment.archive.tier;
