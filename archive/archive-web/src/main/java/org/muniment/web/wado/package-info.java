/** WADO-RS: instances, bulk data and frames out by HTTP (PS3.18 10.4). */
package org.muniment.web.wado;
