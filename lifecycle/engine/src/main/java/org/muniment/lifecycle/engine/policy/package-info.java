/** What jobs ask about policies and holds; records management answers. */
package org.muniment.lifecycle.engine.policy;
