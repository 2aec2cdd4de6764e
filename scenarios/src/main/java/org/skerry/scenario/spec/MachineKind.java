package org.skerry.scenario.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.config.ConfigException;

/** The machines there are, by the word a scenario uses, with the settings each has unless the scenario says otherwise. */
public enum MachineKind {
    /** Enclaves with private memories on a mesh. */
    ENCLAVE_CHIP(
            "enclave-chip",
            "a chip of enclaves, each with its own core and memory, that meet only by messages over a mesh",
            ChipSpec.of(4, 4, 1),
            settings -> ((ChipSpec) settings).complete(),
            true,
            List.of(Caveats.CORES, Caveats.ENERGY)),

    /** Cores over one address space, with an actor runtime in it. */
    SHARED_MEMORY(
            "shared-memory",
            "cores over one address space, caches and DRAM; mailboxes and handle tables are bytes of an actor runtime in it",
            SharedMemorySpec.of(16),
            settings -> ((SharedMemorySpec) settings).complete(),
            false,
            List.of(
                    "What the actor runtime of the shared-memory machine costs in software is an assumption, and published runtimes "
                            + "differ tenfold: sweep runtime.sendCycles, receiveCycles and switchCycles of that machine.",
                    "Cores of the shared-memory machine wait for one line of guest code at a time and fetch nothing in advance unless "
                            + "memory.prefetch says so; misses overlap only while its runtime copies a message.",
                    Caveats.CORES,
                    Caveats.ENERGY)),

    /** No time: the meaning of actors, to hold the others against. */
    IMMEDIATE(
            "immediate",
            "the oracle: the meaning of actors without time, to hold the other machines against",
            new NoSettings(),
            settings -> settings,
            false,
            List.of());

    private final String word;
    private final String text;
    private final Record defaults;
    private final UnaryOperator<Record> completion;
    private final boolean parallel;
    private final List<String> caveats;

    MachineKind(
            String word,
            String text,
            Record defaults,
            UnaryOperator<Record> completion,
            boolean parallel,
            List<String> caveats) {
        this.word = word;
        this.text = text;
        this.defaults = defaults;
        this.completion = completion;
        this.parallel = parallel;
        this.caveats = caveats;
    }

    /** Sentences that hold for several machines. */
    private static final class Caveats {
        static final String CORES =
                "A core takes the same assumed number of cycles for every instruction; there is no pipeline, "
                        + "prediction or speculation.";
        static final String ENERGY =
                "Energy and area are worked out from what was counted and published figures of 7 nm (docs/ENERGY.md): "
                        + "a factor of three either way is usual, and lines that share a figure are wrong together.";
    }

    /** A machine without settings. */
    public record NoSettings() {}

    /** The word in scenario files. */
    public String word() {
        return word;
    }

    /** One sentence for people. */
    public String text() {
        return text;
    }

    /** The settings it has unless a scenario says otherwise. */
    public Record defaults() {
        return defaults;
    }

    /** Settings of this kind with all filled in that follows from others, so that a record of the run shows it. */
    public Record complete(Record settings) {
        return completion.apply(settings);
    }

    /** Whether several threads can simulate it. */
    public boolean parallel() {
        return parallel;
    }

    /** Whether its parts meet over a network, whose model a scenario can choose. */
    public boolean hasNetwork() {
        return this != IMMEDIATE;
    }

    /** What figures of this machine do not say, one sentence each. */
    public List<String> caveats() {
        return caveats;
    }

    /** Every word, in order of declaration. */
    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (MachineKind kind : values()) {
            words.add(kind.word);
        }
        return words;
    }

    /** The kind a word stands for. */
    public static MachineKind of(String word) {
        for (MachineKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new ConfigException("'" + word + "' is no kind of machine. Use one of " + words() + ".");
    }
}
