/**
 * What a scenario file says, as records that mirror it: actors, images, machines, limits, checks.
 *
 * <p>Entry type: {@link org.skerry.scenario.spec.ScenarioSpec}. Immutable, safe from any thread; cost does not matter, it is
 * built once. Surprising: numbers of actors stay formulas ({@link org.skerry.scenario.spec.Formula}) until the deployment plan
 * is made, because {@code index} has another value for each member of a group.
 */
package org.skerry.scenario.spec;
