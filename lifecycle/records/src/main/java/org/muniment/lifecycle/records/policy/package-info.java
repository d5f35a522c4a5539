/** Policies: which there are, which are in force and who decided so, and why a study has the date it has. */
package org.muniment.lifecycle.records.policy;
