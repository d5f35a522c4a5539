/** Persisted jobs that move, verify, recall and destroy what the policies say. */
package org.muniment.lifecycle.engine;
