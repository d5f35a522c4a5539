/** Who asked the archive for what over HTTP. */
package org.muniment.web.audit;
