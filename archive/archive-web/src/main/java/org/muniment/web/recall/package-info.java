/** What is not at hand: retrievals of it answer that it is being brought back (202), and who waits can ask how far that is. */
package org.muniment.web.recall;
