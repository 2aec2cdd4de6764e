package org.skerry.scenario.spec;

import org.skerry.sim.config.Check;
import org.skerry.wasm.load.Policy;

/**
 * A program that actors run.
 *
 * @param name   name in the scenario
 * @param module name of a built-in guest, or path of a .wasm file relative to the scenario file
 * @param limits what the module may ask for and use
 */
public record ImageSpec(String name, String module, Policy limits) {
    public ImageSpec {
        Check.notBlank(name, "images");
        Check.notBlank(module, "images." + name + ".module");
    }
}
