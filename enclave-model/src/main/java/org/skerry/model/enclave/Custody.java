package org.skerry.model.enclave;

import org.skerry.model.attack.Marks;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What power and image management of a tile keep of one of its enclaves, and what the control plane may have done to it:
 *
 * <pre>
 *   Zeroise --> the first half of a load, see {@link ImageManagement}
 *   Load    --> the second half
 *   Halt    --> the core takes no further turn
 *   Rewire  --> registers of the network interface are changed
 * </pre>
 *
 * <p>No command is answered by anything that was in the memory.
 */
final class Custody implements Stateful {
    private final Enclave enclave;
    private final ImageManagement images;
    private final Marks marks = new Marks();
    private boolean halted;
    private boolean held; // in reset, from the first step of a load to its last
    private int bootCount; // loads that were released, deployment's included

    Custody(Enclave enclave, ImageManagement images) {
        this.enclave = enclave;
        this.images = images;
    }

    /** Whether the core may not begin a turn. */
    boolean holdsCore() {
        return halted || held;
    }

    /** Whether no program is there: what arrives for the actor is lost. */
    boolean inReset() {
        return held;
    }

    Marks marks() {
        return marks;
    }

    /** How many programs were released here. */
    int bootCount() {
        return bootCount;
    }

    /** Takes what the control plane has sent. */
    void obey(long cycle, int source, Parcel parcel) {
        if (parcel instanceof Parcel.Zeroise zeroise) {
            images.zeroise(cycle, enclave, source, zeroise);
        } else if (parcel instanceof Parcel.Load load) {
            images.load(cycle, enclave, load);
        } else if (parcel instanceof Parcel.Command command) {
            if (isAbout(command.actor()) && !held) {
                carryOut(cycle, command);
                enclave.commanded(cycle, command);
            }
        } else {
            throw new AssertionError(parcel);
        }
    }

    /** Whether this actor lives here now. */
    boolean isAbout(long actor) {
        Resident resident = enclave.resident();
        return resident != null && resident.id == actor && resident.alive();
    }

    /** Whether nobody lives here. */
    boolean isVacant() {
        Resident resident = enclave.resident();
        return resident == null || !resident.alive();
    }

    private void carryOut(long cycle, Parcel.Command command) {
        if (command instanceof Parcel.Halt) {
            halted = true;
            marks.obeyed(command.order(), cycle, Marks.NOBODY);
        } else if (command instanceof Parcel.Rewire rewire) {
            enclave.resident().turn.table().redirect(rewire.from(), rewire.to(), rewire.place());
            marks.obeyed(command.order(), cycle, rewire.to());
        } else {
            throw new AssertionError(command);
        }
    }

    // ---- steps of a load -------------------------------------------------------------------------------------------

    /** The core is held in reset: its turn is over where it stands. */
    void hold(long cycle) {
        held = true;
        enclave.reset(cycle);
    }

    /** The core may run again, and what runs is another program than before. */
    void release() {
        held = false;
        halted = false;
        bootCount++;
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(halted);
        out.writeBoolean(held);
        out.writeInt(bootCount);
        marks.save(out);
    }

    @Override
    public void load(StateReader in) {
        halted = in.readBoolean();
        held = in.readBoolean();
        bootCount = in.readInt();
        marks.load(in);
    }
}
