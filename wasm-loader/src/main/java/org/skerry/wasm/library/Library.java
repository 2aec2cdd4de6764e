package org.skerry.wasm.library;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.memory.PrivateMemory;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.GlobalHolder;
import org.skerry.wasm.abi.GuestTrap;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.ModuleImage;

/**
 * An instance of a module whose exports are called one by one. Each call is metered and bounded like a turn of an actor; the
 * instance keeps its memory and globals from call to call, also after a call that was stopped. Used by one thread.
 */
public final class Library {
    private static final long SELF = 1;

    private final ModuleImage image;
    private final LibraryConvention convention;
    private final LinearMemory memory;
    private final ActorInstance instance;
    private final Turn turn;
    private final List<String> heard;
    private long calls;

    private Library(
            ModuleImage image,
            LibraryConvention convention,
            LinearMemory memory,
            ActorInstance instance,
            Turn turn,
            List<String> heard) {
        this.image = image;
        this.convention = convention;
        this.memory = memory;
        this.instance = instance;
        this.turn = turn;
        this.heard = heard;
    }

    /** Makes a program of a module, its host functions and its convention; the loader does. */
    @FunctionalInterface
    public interface Maker {
        /** Checks and compiles. */
        WasmProgram program(ModuleImage image, HostFunctions functions, Convention convention);
    }

    /**
     * Starts an instance: its start function runs, and {@code _initialize}.
     *
     * @param image   the module
     * @param offered the functions of the interfaces
     * @param answers what to say for other imports
     * @param maker   checks and compiles
     */
    public static Library start(ModuleImage image, HostFunctions offered, Answers answers, Maker maker) {
        List<String> heard = new ArrayList<>();
        ModuleImage supplied = image.supplying(image.supplied().stream()
                .map(thing -> new ModuleImage.Supplied(
                        thing.module(), thing.field(), thing.kind(), answers.value(thing.module(), thing.field())))
                .toList());
        HostFunctions functions = offered.and(answering(supplied, offered, answers, heard));
        LibraryConvention convention = new LibraryConvention();
        WasmProgram program = maker.program(supplied, functions, convention);
        LinearMemory memory =
                new PrivateMemory(program.limits().minPages(), program.limits().maxPages());
        HandleTable table = new HandleTable(new RegisterSlots(1));
        table.install(Capability.root(CapabilityKind.ACTOR, SELF, 0, Rights.SEND | Rights.GRANT, 0, SELF));
        Turn turn = new Turn(SELF, 0, table, Grants.NONE, new RandomStreams(1).stream("guest", 0), null);
        turn.refuseHolds(0);
        Library library =
                new Library(supplied, convention, memory, program.instantiate(memory, Grants.NONE), turn, heard);
        if (library.turn() instanceof Step.Trapped trapped) {
            throw new GuestException(image.name() + ": its start was stopped in "
                    + trapped.fault().function() + ": " + trapped.fault().reason()
                    + ". It cannot be called.");
        }
        return library;
    }

    private static HostFunctions answering(
            ModuleImage image, HostFunctions offered, Answers answers, List<String> heard) {
        HostFunctions functions = new HostFunctions();
        for (ModuleImage.Import wanted : image.imports()) {
            String name = wanted.module() + "." + wanted.field();
            FuncType type = image.types().get(wanted.type());
            if (!type.equals(offered.type(wanted.module(), wanted.field())) && answers.has(wanted)) {
                boolean traps = answers.traps(wanted);
                long value = answers.value(wanted.module(), wanted.field());
                functions.add(wanted.module(), wanted.field(), type, "", (guest, arguments) -> {
                    guest.enter();
                    if (traps) {
                        throw new GuestTrap(
                                GuestFault.Kind.CONTRACT, "it calls the import " + name + ", which nobody offers");
                    }
                    heard.add(Values.call(name, type.params(), arguments));
                    return type.results().isEmpty() ? null : guest.answer(value);
                });
            }
        }
        return functions;
    }

    /** The type of an exported function; refuses a name that is none. */
    public FuncType type(String export) {
        return image.functionType(function(export));
    }

    private int function(String name) {
        ModuleImage.Export export = image.export(name);
        if (export == null || export.kind() != 0) {
            List<String> names = image.exports().stream()
                    .filter(each -> each.kind() == 0)
                    .map(ModuleImage.Export::name)
                    .toList();
            throw new GuestException(image.name() + ": it exports no function '" + name + "'. "
                    + (names.isEmpty() ? "It exports none at all." : "Name one of: " + String.join(", ", names) + "."));
        }
        return export.index();
    }

    /** The value of an exported global, as 64 bits. */
    public long global(String name) {
        ModuleImage.Export export = image.export(name);
        if (export == null
                || export.kind() != 3
                || export.index() >= image.globals().size()) {
            throw new GuestException(
                    image.name() + ": it exports no global '" + name + "'. 'skerry inspect' shows what it exports.");
        }
        return ((GlobalHolder) instance).global(export.index());
    }

    /** Calls an export with arguments of its type, one long each. */
    public Outcome call(String export, long... arguments) {
        int function = function(export);
        int wanted = image.functionType(function).params().size();
        if (arguments.length != wanted) {
            throw new GuestException(
                    image.name() + ": " + export + " takes " + wanted + " arguments, not " + arguments.length
                            + ". Its type is " + image.functionType(function).text() + ".");
        }
        convention.ask(function, arguments);
        Step step = turn();
        return new Outcome(
                convention.results() == null ? new long[0] : convention.results(),
                step instanceof Step.Trapped trapped ? trapped.fault() : null,
                turn.ledger().instructions(),
                turn.ledger().loads(),
                turn.ledger().stores());
    }

    private Step turn() {
        turn.begin(new Message(++calls, MessageKind.USER, 0, -1, null, SELF, new byte[0], Message.NO_GRANTS, null, 0));
        return step();
    }

    /** Runs the call on a stack as large as machines give guests, so that the deepest recursion fits it. */
    private Step step() {
        Step[] step = new Step[1];
        Throwable[] broken = new Throwable[1];
        Thread thread = new Thread(null, () -> step[0] = instance.step(turn), "library", Carriers.DEFAULT_STACK_BYTES);
        thread.setUncaughtExceptionHandler((ignored, thrown) -> broken[0] = thrown);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a library ran", e);
        }
        if (broken[0] != null) {
            throw new IllegalStateException("calling an export of " + image.name() + " broke the host", broken[0]);
        }
        return step[0];
    }

    /** The calls of answered imports so far, as {@code module.name(arguments)}; emptied by asking. */
    public List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    /** Copies bytes out of the instance's memory. */
    public byte[] read(long address, int length) {
        checked(address, length);
        byte[] bytes = new byte[length];
        memory.read(address, bytes, 0, length);
        return bytes;
    }

    /** Copies bytes into the instance's memory. */
    public void write(long address, byte[] bytes) {
        checked(address, bytes.length);
        memory.write(address, bytes, 0, bytes.length);
    }

    private void checked(long address, long length) {
        try {
            if (address + length > memory.sizeBytes()) {
                throw new GuestException(image.name() + ": " + length + " bytes at " + address + " leave its memory of "
                        + memory.sizeBytes() + " bytes. Give a place inside.");
            }
            memory.check(address, length);
        } catch (MemoryFault e) {
            throw new GuestException(image.name() + ": " + e.getMessage() + ". Give a place inside.", e);
        }
    }
}
