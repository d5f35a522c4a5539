/** Decides what is to become of each study and brings its copies to where they should be. */
package org.muniment.lifecycle.engine.place;
