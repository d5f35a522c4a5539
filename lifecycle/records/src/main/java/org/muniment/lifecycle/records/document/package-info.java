/** How records management keeps what it must not forget: each a small JSON document in the index. */
package org.muniment.lifecycle.records.document;
