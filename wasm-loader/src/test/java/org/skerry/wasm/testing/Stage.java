package org.skerry.wasm.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Endowment;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.wasi.WasiGrant;

/** One actor from a module, driven turn by turn without any machine. */
public final class Stage {
    private static final long SELF = 42;

    public final WasmProgram program;
    public final LinearMemory memory;
    public final HandleTable table = new HandleTable(new RegisterSlots(16));
    public final ActorInstance actor;
    public final Turn turn;
    private long sequence;

    public Stage(byte[] module) {
        this(WasmLoader.load("test.wasm", module));
    }

    public Stage(WasmProgram program) {
        this(
                program,
                new PrivateMemory(program.limits().minPages(), program.limits().maxPages()));
    }

    public Stage(WasmProgram program, LinearMemory memory, Endowment... endowments) {
        this.program = program;
        this.memory = memory;
        List<String> names = List.of("clock", "random", "log", WasiGrant.CLOCK, WasiGrant.LOG);
        Grants grants = new Grants(names, List.of(1, 2, 3, 1, 3), List.of(endowments));
        table.install(Capability.root(CapabilityKind.ACTOR, SELF, 0, Rights.SEND | Rights.GRANT, 0, 1));
        table.install(Capability.root(CapabilityKind.CLOCK, 0, 0, Rights.CLOCK, 0, 2));
        table.install(Capability.root(CapabilityKind.RANDOM, 0, 0, Rights.RANDOM, 0, 3));
        table.install(Capability.root(CapabilityKind.LOG, 0, 0, Rights.LOG, 0, 4));
        RandomStream random = new RandomStreams(1).stream("guest", 0);
        turn = new Turn(SELF, 0, table, grants, random, null);
        actor = program.instantiate(memory, grants);
    }

    /** An actor whose accesses {@code model} sees. */
    public static Stage watched(byte[] module, AccessModel model) {
        WasmProgram program = WasmLoader.load("test.wasm", module);
        return new Stage(
                program,
                new WatchedMemory(program.limits().minPages(), program.limits().maxPages(), model));
    }

    /** Handles one user message. */
    public Step send(String payload) {
        return send(MessageKind.USER, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Handles one message. */
    public Step send(MessageKind kind, byte[] payload) {
        turn.begin(new Message(++sequence, kind, 0, -1, null, SELF, payload, Message.NO_GRANTS, null, 0));
        return actor.step(turn);
    }

    /** A number in guest memory. */
    public int i32(int address) {
        return (int) memory.load(address, 4);
    }

    /** A number in guest memory. */
    public long i64(int address) {
        return memory.load(address, 8);
    }
}
