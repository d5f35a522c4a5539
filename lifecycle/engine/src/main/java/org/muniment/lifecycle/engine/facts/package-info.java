/** Gathers what policies ask about a study from everything that knows something of it. */
package org.muniment.lifecycle.engine.facts;
