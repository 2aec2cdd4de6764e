package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.types.Value;
import java.util.BitSet;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.kernel.HoldRefused;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.abi.Behaviour;
import org.skerry.wasm.abi.GlobalHolder;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.GuestCode;
import org.skerry.wasm.abi.GuestExit;
import org.skerry.wasm.abi.GuestTrap;
import org.skerry.wasm.meter.CompiledCode;

/** One actor from a {@link WasmProgram}: a Chicory instance in the machine's memory, turned one message at a time. */
final class WasmActor implements ActorInstance, GlobalHolder, GuestCode {
    private static final long[] NO_ARGUMENTS = {};

    /** Of most hosts' caches. */
    private static final int HOST_LINE_BYTES = 64;

    private final WasmProgram program;
    private final Instance instance;
    private final CompiledCode code;
    private final GuestMemory memory;
    private final Guest guest;
    private final Behaviour behaviour;
    private final Runnable account; // what an access model asks for in the middle of guest code; null if there is none
    private boolean initialized;

    WasmActor(
            WasmProgram program,
            Instance instance,
            CompiledCode code,
            GuestMemory memory,
            Guest guest,
            Behaviour behaviour) {
        this.program = program;
        this.instance = instance;
        this.code = code;
        this.memory = memory;
        this.guest = guest;
        memory.limit(program.limits().turnBudgetInstructions(), program.limits().callDepth());
        this.behaviour = behaviour;
        this.account = memory.isWatched() ? guest::settle : null;
    }

    @Override
    public Step step(Turn turn) {
        memory.beginTurn();
        guest.begin(turn);
        if (account != null) {
            turn.account(account);
        }
        try {
            if (!initialized) {
                initialized = true;
                if (program.start() >= 0) {
                    call(program.start(), NO_ARGUMENTS);
                }
                behaviour.begin(this);
            }
            behaviour.handle(this);
            guest.finish(true);
            return Step.DONE;
        } catch (GuestExit exit) {
            guest.finish(true);
            return new Step.Exited(exit.code());
        } catch (GuestTrap | HoldRefused | ChicoryException | StackOverflowError fault) {
            guest.finish(false);
            return new Step.Trapped(fault(fault, turn));
        } finally {
            if (account != null) {
                turn.account(null);
            }
        }
    }

    @Override
    public long[] call(int function, long... arguments) {
        return code.call(instance, memory, function, arguments);
    }

    @Override
    public long foresee() {
        return memory.window.length + guest.foresee();
    }

    @Override
    public long foreseeParts(int level) {
        return switch (level) {
            case 0 -> memory.budget() + foresee(behaviour);
            case 1 -> foresee(memory.window, 0) + foresee(memory.window, HOST_LINE_BYTES);
            default -> 0;
        };
    }

    /** Reads the line in which an object begins, whatever it is. */
    private static long foresee(Object part) {
        return part.getClass() == Void.class ? 1 : 0;
    }

    private static long foresee(byte[] window, int at) {
        return at < window.length ? window[at] : 0;
    }

    private GuestFault fault(Throwable cause, Turn turn) {
        String function = program.functionIn(cause);
        long instruction = turn.ledger().instructions();
        if (memory.exhausted()) {
            return new GuestFault(
                    GuestFault.Kind.BUDGET,
                    function,
                    "the turn used up its budget of " + memory.budget() + " instructions",
                    instruction);
        }
        if (memory.tooDeep()) {
            return new GuestFault(
                    GuestFault.Kind.DEPTH,
                    function,
                    "calls nested deeper than " + program.limits().callDepth(),
                    instruction);
        }
        if (cause instanceof StackOverflowError || cause.getCause() instanceof StackOverflowError) {
            // Cannot happen on the machine's own threads, whose stacks hold the deepest recursion twice.
            return new GuestFault(
                    GuestFault.Kind.DEPTH,
                    function,
                    "calls nested deeper than the stack of this host thread allows; give it 16 MiB",
                    instruction);
        }
        if (cause instanceof GuestTrap trap) {
            return new GuestFault(trap.kind(), function, trap.getMessage(), instruction);
        }
        if (cause instanceof HoldRefused) {
            return new GuestFault(GuestFault.Kind.HOLD, function, cause.getMessage(), instruction);
        }
        return new GuestFault(GuestFault.Kind.TRAP, function, TrapWords.reason(cause.getMessage()), instruction);
    }

    @Override
    public long global(int index) {
        return program.globalIsNumber(index)
                ? memory.global(index)
                : instance.global(index).getValue();
    }

    // ---- state outside linear memory ----

    @Override
    public void save(StateWriter out) {
        out.section("actor " + program.name());
        out.writeBoolean(initialized);
        behaviour.save(out);
        guest.states().forEach(state -> state.save(out));
        for (int i = 0; i < program.globals(); i++) {
            out.writeLong(global(i));
        }
        for (int t = 0; t < instance.tableCount(); t++) {
            TableInstance table = instance.table(t);
            out.writeInt(table.size());
            for (int i = 0; i < table.size(); i++) {
                out.writeInt(table.ref(i));
            }
        }
        BitSet droppedElements = new BitSet();
        for (int i = 0; i < instance.elementCount(); i++) {
            droppedElements.set(i, instance.element(i) == null);
        }
        out.writeBytes(droppedElements.toByteArray());
        out.writeBytes(memory.droppedData().toByteArray());
    }

    @Override
    public void load(StateReader in) {
        in.section("actor " + program.name());
        initialized = in.readBoolean();
        behaviour.load(in);
        guest.states().forEach(state -> state.load(in));
        for (int i = 0; i < program.globals(); i++) {
            long value = in.readLong();
            if (program.globalIsNumber(i)) {
                memory.global(i, value);
            } else {
                instance.global(i).setValue(value);
            }
        }
        for (int t = 0; t < instance.tableCount(); t++) {
            TableInstance table = instance.table(t);
            int size = in.readCount(Integer.BYTES);
            if (size > table.size()) {
                table.grow(size - table.size(), Value.REF_NULL_VALUE, instance);
            }
            for (int i = 0; i < size; i++) {
                table.setRef(i, in.readInt(), instance);
            }
        }
        BitSet droppedElements = BitSet.valueOf(in.readBytes());
        droppedElements.stream().forEach(i -> instance.setElement(i, null));
        memory.droppedData().clear();
        memory.droppedData().or(BitSet.valueOf(in.readBytes()));
    }
}
