/**
 * Whether one trust domain can tell what another one does: two runs of a whole machine that differ in nothing but the behaviour of one
 * domain, and the observable traces of all domains that no capability path joins to it, event by event. Entry types:
 * {@link org.skerry.scenario.isolation.TwoRuns}, and {@link org.skerry.scenario.isolation.ProbePlan} for a deployment that has something
 * to say about every shared resource. One thread; a run costs what any run of its machine costs, and some 50 bytes an event. Surprising:
 * an observable trace is what the actors of a domain could write down (what arrives when, when turns begin and end, what is refused), so
 * that a difference in it is a fact about the machine, whoever is to blame; packets are watched only to name the cause.
 */
package org.skerry.scenario.isolation;
