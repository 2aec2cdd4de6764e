package org.skerry.scenario.isolation;

import java.util.function.Consumer;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.machine.Machine;

/**
 * A machine that is run twice.
 *
 * @param machine ready to take a deployment
 * @param watch   attaches a watcher to its network, if it has one that can be watched
 * @param mesh    what its network is; null if it cannot be watched
 */
public record Subject(Machine machine, Consumer<NetworkObserver> watch, MeshSpec mesh) {
    /** A machine whose network is not watched: differences are found, and their causes are not. */
    public static Subject of(Machine machine) {
        return new Subject(machine, observer -> {}, null);
    }
}
