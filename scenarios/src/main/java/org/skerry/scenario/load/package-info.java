/**
 * From a scenario file to a {@link org.skerry.scenario.spec.ScenarioSpec} and on to a deployment plan, or to a message that
 * says what to change.
 *
 * <p>Entry type: {@link org.skerry.scenario.load.ScenarioLoader}. Stateless, any thread; cost does not matter, it runs once.
 * Surprising: files are read with positions kept, so that a refusal can name the line; what {@code --set} changed is
 * named by the option instead. Anchors and aliases are refused, so no small file can become a large one.
 */
package org.skerry.scenario.load;
