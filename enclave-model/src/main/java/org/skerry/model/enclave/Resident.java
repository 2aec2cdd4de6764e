package org.skerry.model.enclave;

import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The actor that lives, or lived last, in an enclave. */
final class Resident implements Stateful {
    final long image;
    final long id; // beside what each message needs
    final int rank; // how many actors came to life on the chip before
    final Turn turn;
    final ActorInstance instance;
    final MessageRing ring; // of its memory
    final EnclaveMemory memory;
    final Admission admission;
    final String name;
    final String domain;
    final Capability[] capabilities; // that it was loaded with, by slot of its table
    int children;

    Resident(
            long id,
            long image,
            String name,
            int rank,
            String domain,
            EnclaveMemory memory,
            ActorInstance instance,
            Turn turn,
            Admission admission) {
        this.id = id;
        this.image = image;
        this.name = name;
        this.rank = rank;
        this.domain = domain;
        this.capabilities = turn.table().capabilities();
        this.memory = memory;
        this.ring = memory.ring();
        this.instance = instance;
        this.turn = turn;
        this.admission = admission;
    }

    boolean alive() {
        return !admission.closed();
    }

    /** Adds memory, what the instance keeps outside it, and handles. What a held guest keeps is on its stack and cannot be read. */
    void digest(DigestCombiner digest, boolean held) {
        digest.addLong(id);
        memory.digest(digest);
        if (!held) {
            StateWriter state = new StateWriter();
            instance.save(state);
            digest.addBytes(state.toByteArray());
        }
        turn.table().digest(digest);
    }

    /** Writes what is fixed when it is loaded. */
    void saveName(StateWriter out) {
        out.writeLong(id);
        out.writeLong(image);
        out.writeString(name);
        out.writeInt(rank);
        out.writeString(domain);
        out.writeInt(capabilities.length);
        for (Capability capability : capabilities) {
            out.writeBoolean(capability != null);
            if (capability != null) {
                capability.write(out);
            }
        }
    }

    /** Reads the last thing of that. */
    static Capability[] loadCapabilities(StateReader in) {
        Capability[] capabilities = new Capability[in.readCount(1)];
        for (int i = 0; i < capabilities.length; i++) {
            capabilities[i] = in.readBoolean() ? Capability.read(in) : null;
        }
        return capabilities;
    }

    @Override
    public void save(StateWriter out) {
        memory.save(out);
        instance.save(out);
        turn.save(out);
        turn.ledger().save(out);
        admission.save(out);
        out.writeInt(children);
    }

    @Override
    public void load(StateReader in) {
        memory.load(in);
        instance.load(in);
        turn.load(in);
        turn.ledger().load(in);
        admission.load(in);
        children = in.readInt();
    }
}
