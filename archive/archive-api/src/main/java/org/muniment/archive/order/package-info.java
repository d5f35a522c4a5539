/** Orders for imaging, when and where their steps are to be done, and what modalities say they did. */
package org.muniment.archive.order;
