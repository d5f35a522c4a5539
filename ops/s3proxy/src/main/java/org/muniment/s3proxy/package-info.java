/** An S3 server in a process of its own, for tests and benchmarks. */
package org.muniment.s3proxy;
