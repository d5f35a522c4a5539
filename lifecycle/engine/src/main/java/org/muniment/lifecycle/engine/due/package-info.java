/** What is to be looked at when, found without a scan (ADR 151). */
package org.muniment.lifecycle.engine.due;
