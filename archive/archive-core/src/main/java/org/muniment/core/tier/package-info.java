/** One store made of many: copies of instances on tiers, and how they are read, packed and counted. */
package org.muniment.core.tier;
