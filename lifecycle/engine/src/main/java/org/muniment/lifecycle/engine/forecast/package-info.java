/** What storage and destructions are to be expected, as the policies in force are. */
package org.muniment.lifecycle.engine.forecast;
