/** Jobs: persisted, shared by any number of nodes, fenced (ADR 150). */
package org.muniment.lifecycle.engine.job;
