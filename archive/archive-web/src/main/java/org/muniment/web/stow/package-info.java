/** STOW-RS: instances in by HTTP (PS3.18 10.5), through the same ingest as C-STORE. */
package org.muniment.web.stow;
