/** What a records officer answers for: policies in force, holds, disposition and its proof. */
package org.muniment.lifecycle.records;
