/** multipart/related (RFC 2387) as streams, in both directions. */
package org.muniment.web.multipart;
