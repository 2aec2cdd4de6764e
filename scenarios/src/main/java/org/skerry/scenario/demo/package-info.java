/**
 * The guided first run: the same actors on two machines, first at work, then with a check missing, then under a hostile control plane.
 *
 * <p>Entry type: {@link org.skerry.scenario.demo.Demo}. One thread, and every run in it is one that {@code skerry compare} would make;
 * cost is theirs. Surprising: nothing said here is written beforehand. Each sentence exists in a form for every result, also for the
 * one that contradicts the point, and figures choose among them.
 */
package org.skerry.scenario.demo;
