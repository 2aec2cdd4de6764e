package org.skerry.model.enclave;

import org.skerry.model.attack.Marks;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What the tile's power and image management does to one enclave when the control plane says so. Its order of steps is wiring:
 *
 * <pre>
 *   Zeroise --> core in reset, mailbox emptied, memory cleared --memory / zeroise width--> Cleared
 *   Reload  --> obeyed only by a memory that is clear; then the core is released
 *   Halt    --> the core takes no further turn
 *   Rewire  --> registers of the network interface are changed
 * </pre>
 *
 * <p>It has write wires to the memory and none to read it with: no command is answered by anything that was in it.
 */
final class TileManagement implements Stateful {
    private final Enclave enclave;
    private final long zeroiseCycles;
    private final Marks marks = new Marks();
    private boolean halted;
    private boolean clearing; // the memory is being cleared
    private boolean clear; // it is, and nothing has been loaded since
    private int order; // for which it is cleared

    TileManagement(Enclave enclave, ChipSpec spec) {
        this.enclave = enclave;
        this.zeroiseCycles = spec.load().zeroiseCycles(spec.enclave().memoryBytes());
    }

    /** Whether the core may not begin a turn. */
    boolean holdsCore() {
        return halted || inReset();
    }

    /** Whether no program is there: what arrives is lost. */
    boolean inReset() {
        return clearing || clear;
    }

    Marks marks() {
        return marks;
    }

    void obey(long cycle, Parcel.Command command) {
        Resident resident = enclave.resident();
        if (resident == null || resident.id != command.actor() || !resident.alive()) {
            return;
        }
        if (command instanceof Parcel.Halt) {
            halted = true;
            marks.obeyed(command.order(), cycle, Marks.NOBODY);
        } else if (command instanceof Parcel.Zeroise) {
            if (!inReset()) {
                order = command.order();
                clearing = true;
                enclave.reset(cycle);
                enclave.wakeManagementAt(cycle + zeroiseCycles);
            }
        } else if (command instanceof Parcel.Reload reload) {
            if (clear && enclave.reload(reload.image())) {
                clear = false;
                halted = false;
                marks.obeyed(command.order(), cycle, Marks.NOBODY);
                enclave.restart(cycle, reload.order());
            }
        } else if (command instanceof Parcel.Rewire rewire) {
            resident.turn.table().redirect(rewire.from(), rewire.to(), rewire.place());
            marks.obeyed(command.order(), cycle, rewire.to());
        } else {
            throw new AssertionError(command);
        }
        enclave.commanded(cycle, command);
    }

    /** The memory has been cleared. */
    void cleared(long cycle) {
        clearing = false;
        clear = true;
        enclave.network().toControlPlane(cycle, new Parcel.Cleared(order, enclave.resident().id));
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(halted);
        out.writeBoolean(clearing);
        out.writeBoolean(clear);
        out.writeInt(order);
        marks.save(out);
    }

    @Override
    public void load(StateReader in) {
        halted = in.readBoolean();
        clearing = in.readBoolean();
        clear = in.readBoolean();
        order = in.readInt();
        marks.load(in);
    }
}
