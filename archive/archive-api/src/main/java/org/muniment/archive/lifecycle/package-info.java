/** What is kept of the lifecycle of studies: jobs, due dates, and the documents of records management. */
package org.muniment.archive.lifecycle;
