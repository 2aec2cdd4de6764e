package org.skerry.scenario.load;

import java.nio.file.Path;
import org.skerry.scenario.spec.ScenarioSpec;

/**
 * A scenario and where it came from.
 *
 * @param spec   what it says
 * @param source what the user typed: a path or a built-in name
 * @param folder relative paths of modules start here
 */
public record LoadedScenario(ScenarioSpec spec, String source, Path folder) {}
