/** Orders over HTTP, and which of them a study was taken for. */
package org.muniment.web.order;
