package org.skerry.model.enclave;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.model.attest.AttestSpec;
import org.skerry.model.attest.Claims;
import org.skerry.model.attest.Sha256;
import org.skerry.model.memory.BugObject;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.state.StateWriter;

/**
 * How what is wired and loaded becomes claims. The hardware measures what it finds: code as it lies in memory, registers as they were
 * when they had been written, its own counters. Whoever checks measures what was deployed. Both by the encodings here.
 */
final class Measurement {
    /** What image management is: its steps, which are wiring. Another revision of the wiring would be called otherwise. */
    private static final String FIRMWARE = "image management 1: hold zeroise stream hash verify install release";

    private static final String RUNTIME = "enclave runtime 1, contract 1";

    private Measurement() {}

    /** Claims of a chip: its number is the seed of the run. */
    static Claims.Chip chip(ChipSpec spec, long seed) {
        // What runtimes leave out is no wiring, and the fuse is a claim of its own.
        String wiring = spec.withBugs(List.of()).withAttest(AttestSpec.DEFAULT).toString();
        return new Claims.Chip(seed, digest(wiring), spec.attest().debugOpen());
    }

    /** Claims of a tile. */
    static Claims.Tile tile(int number) {
        return new Claims.Tile(number, digest(FIRMWARE));
    }

    /** A runtime that leaves these checks out. */
    static byte[] runtime(List<BugObject> omitted) {
        return digest(omitted.isEmpty() ? RUNTIME : RUNTIME + " without " + omitted);
    }

    static byte[] domain(String name) {
        return digest("domain " + name);
    }

    /** What the capabilities of a table allow: slot, kind, target, rights and label of each. */
    static byte[] capabilities(Capability[] table) {
        StateWriter out = new StateWriter();
        for (int slot = 0; slot < table.length; slot++) {
            Capability capability = table[slot];
            if (capability != null) {
                out.writeInt(slot);
                out.writeInt(capability.kind().ordinal());
                out.writeLong(capability.target());
                out.writeInt(capability.rights());
                out.writeLong(capability.label());
            }
        }
        return Sha256.of(out.toByteArray());
    }

    /** Where the capabilities of a table lead, and where the mailbox of their holder is. */
    static byte[] endpoints(long actor, int place, Capability[] table) {
        StateWriter out = new StateWriter();
        Endpoint.receive(actor, place, 0).measure(out);
        for (int slot = 0; slot < table.length; slot++) {
            if (table[slot] != null) {
                Endpoint.of(slot, table[slot], 0).measure(out);
            }
        }
        return Sha256.of(out.toByteArray());
    }

    private static byte[] digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
