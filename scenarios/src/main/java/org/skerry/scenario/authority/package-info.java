/**
 * Experiments on authority: how long a revocation takes beside its closed form, whether a use is accepted after its acknowledgement, and
 * whether a forged handle names anything.
 *
 * <p>Entry types: {@link org.skerry.scenario.authority.RevocationRun} and {@link org.skerry.scenario.authority.ForgeryRun}. One thread; a
 * run takes a second or less, the million uses about half a minute. Surprising: actors here are programs in Java, since a guest's
 * instructions would only blur what is measured.
 */
package org.skerry.scenario.authority;
