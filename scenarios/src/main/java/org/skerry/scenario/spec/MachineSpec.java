package org.skerry.scenario.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.sim.config.CapacityException;

/**
 * A machine the scenario names.
 *
 * @param name     name in the scenario
 * @param kind     what it is
 * @param network  model of its network; without meaning for a machine that has none
 * @param patched  whether the machine's software is without the bugs of the scenario
 * @param settings the machine's own specification, every default filled in
 * @param opponent what its settings follow from, if it is stated as the opponent of another machine
 * @param unfit    why there is no such opponent, in a sentence with both numbers; then the settings mean nothing
 */
public record MachineSpec(
        String name,
        MachineKind kind,
        NetworkKind network,
        boolean patched,
        Record settings,
        Optional<Opponent> opponent,
        Optional<String> unfit) {
    /** A machine that is stated by itself. */
    public MachineSpec(String name, MachineKind kind, NetworkKind network, boolean patched, Record settings) {
        this(name, kind, network, patched, settings, Optional.empty(), Optional.empty());
    }

    /** Fills in what follows from other settings. */
    public MachineSpec {
        settings = kind.complete(settings);
    }

    /** This machine with other settings. */
    public MachineSpec withSettings(Record others) {
        return new MachineSpec(name, kind, network, patched, others, opponent, unfit);
    }

    /** Whether it is the same machine, whatever it is called. */
    public boolean isLike(MachineSpec other) {
        return kind == other.kind
                && network == other.network
                && patched == other.patched
                && unfit.equals(other.unfit)
                && settings.equals(other.settings);
    }

    /**
     * Does nothing if it can be built.
     *
     * @throws CapacityException if it would be the opponent of a machine that has none
     */
    public void refuseUnfit() {
        if (unfit.isPresent()) {
            throw new CapacityException(unfit.get());
        }
    }

    /** Whether it has memory for actors to share, and time. */
    public boolean sharesMemory() {
        return kind == MachineKind.SHARED_MEMORY;
    }

    /** Whether it says what the right result is, for others to be held against. */
    public boolean oracle() {
        return kind == MachineKind.IMMEDIATE;
    }

    /** What figures of this machine do not say, one sentence each. */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>(kind.caveats());
        if (kind.hasNetwork()) {
            caveats.add(network.caveat());
        }
        return caveats;
    }
}
