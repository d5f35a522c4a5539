/** Certificates of destruction: each bears the digest of the one before, so that none can be edited or left out unseen. */
package org.muniment.lifecycle.records.certificate;
