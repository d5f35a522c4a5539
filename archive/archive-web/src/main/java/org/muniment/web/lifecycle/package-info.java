/** What records officers ask and decide: {@code /api/lifecycle}. */
package org.muniment.web.lifecycle;
