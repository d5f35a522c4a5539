/** Objects in S3 buckets: tiers whose copies may take hours to be read. */
package org.muniment.store.s3;
