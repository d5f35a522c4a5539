/**
 * How studies come to be destroyed: listed as expired, proposed, looked through, approved by a second person, hidden, restorable for a time, checked
 * again, destroyed, certified.
 */
package org.muniment.lifecycle.records.disposition;
