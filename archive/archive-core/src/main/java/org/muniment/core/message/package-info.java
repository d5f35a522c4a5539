/** Messages in: journaled, answered once, and mended by people where they can't be processed. */
package org.muniment.core.message;
