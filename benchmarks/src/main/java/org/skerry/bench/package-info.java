/** JMH benchmarks, and the tests that look at all modules at once. */
package org.skerry.bench;
