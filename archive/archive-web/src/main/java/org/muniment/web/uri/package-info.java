/** WADO-URI: one instance, or a picture of it, by query parameters (PS3.18 section 9). */
package org.muniment.web.uri;
