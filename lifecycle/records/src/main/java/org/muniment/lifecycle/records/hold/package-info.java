/** Orders to destroy nothing: placed, looked at, and released by people. */
package org.muniment.lifecycle.records.hold;
