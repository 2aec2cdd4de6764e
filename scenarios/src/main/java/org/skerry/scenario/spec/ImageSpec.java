package org.skerry.scenario.spec;

import org.skerry.sim.actor.Program;
import org.skerry.sim.config.Check;
import org.skerry.wasm.load.Policy;

/**
 * A program that actors run.
 *
 * @param name   name in the scenario
 * @param module name of a built-in guest, or path of a .wasm file relative to the scenario file
 * @param limits what the module may ask for and use
 * @param securityVersion raised when a flaw is closed; machines that measure loads never put a lower one in its place
 * @param publisher who signs for it; machines that measure loads trust {@link Program#PUBLISHER} and nobody else
 */
public record ImageSpec(String name, String module, Policy limits, int securityVersion, String publisher) {
    public ImageSpec {
        Check.notBlank(name, "images");
        Check.notBlank(module, "images." + name + ".module");
        Check.inRange(securityVersion, 0, Integer.MAX_VALUE, "images." + name + ".securityVersion");
        Check.notBlank(publisher, "images." + name + ".publisher");
    }
}
