/** Takes note of who reads what, and brings back what somebody waits for. */
package org.muniment.lifecycle.engine.recall;
