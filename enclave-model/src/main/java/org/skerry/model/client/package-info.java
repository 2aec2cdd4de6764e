/**
 * A population of clients outside the machine: open-loop arrivals, keys by Zipf's law, time-outs, retries, and what the clients saw.
 *
 * <p>Entry types: {@link org.skerry.model.client.ClientSpec} says what the clients do and
 * {@link org.skerry.model.client.ClientProgram} goes into a deployment plan. One thread at a time. Cost: some hundred nanoseconds of
 * host time a request beside its message; memory by the attempts that are open at once, not by clients or requests. Surprising: the
 * clients live in the device at the edge, so no core of the machine works for them, and a latency begins when its request was meant
 * to come, even if the machine had no room for it then.
 */
package org.skerry.model.client;
