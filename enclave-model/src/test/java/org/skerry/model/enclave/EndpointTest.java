package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.Segment;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.SlotStore;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** The registers of a network interface can be listed, and no software of the enclave writes them. */
class EndpointTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 2);

    private static List<Endpoint> after(ChipSpec spec, PlanBuilder plan, int place, int... places) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(plan, places));
            chip.run(RunLimits.NONE);
            return chip.endpoints(place);
        }
    }

    @Test
    void theMailboxAndEveryHandleOfADeploymentAreListed() {
        PlanBuilder plan = new PlanBuilder()
                .actor("one", (turn, memory) -> {}, to("two", Rights.SEND, 42), log())
                .actor("two", (turn, memory) -> {});
        List<Endpoint> endpoints = after(SPEC, plan, 3, 3, 5);
        assertEquals(
                List.of(Endpoint.Type.RECEIVE, Endpoint.Type.SEND, Endpoint.Type.SEND, Endpoint.Type.LOCAL),
                endpoints.stream().map(Endpoint::type).toList());
        Endpoint toTwo = endpoints.get(2);
        assertEquals(1, toTwo.slot());
        assertEquals(ActorBirth.actorId(1), toTwo.target());
        assertEquals(5, toTwo.queue());
        assertEquals(Rights.SEND, toTwo.rights());
        assertEquals(42, toTwo.label());
        assertEquals(SPEC.standingCredits().bytes(), toTwo.credits());
        assertEquals(SPEC.standingCredits().grantableBytes(), endpoints.get(0).credits());
        assertTrue(after(SPEC, plan, 4, 3, 5).isEmpty(), "nobody lives there");
    }

    @Test
    void creditsOfAMessageAreKeptByItsReceiverWhenItWasTaken() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "one",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(turn.granted("two"), new byte[8], NO_HANDLES);
                            }
                        },
                        to("two"))
                .actor("two", (turn, memory) -> turn.charge(3000, 0, 0));
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(plan, 0, 7));
            chip.run(RunLimits.toCycle(1000));
            int all = SPEC.standingCredits().bytes();
            int message = 32 + 8 + 8; // header, one derivation, payload
            assertEquals(all - message, chip.endpoints(0).get(2).credits(), "its receiver is busy with START");
            assertEquals(0, chip.enclave(7).credits().kept(7, 0));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(all - message, chip.endpoints(0).get(2).credits(), "kept until there is more of it");
            assertEquals(message, chip.enclave(7).credits().kept(7, 0));
        }
    }

    @Test
    void aGrantInAMessageIsInstalledAsItLeftTheSendersTable() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "giver",
                        (turn, memory) -> {
                            int narrow = turn.attenuate(turn.granted("third"), Rights.SEND | Rights.GRANT, 9);
                            turn.send(turn.granted("taker"), new byte[0], new int[] {narrow});
                        },
                        to("taker"),
                        to("third", Rights.SEND | Rights.GRANT, 0))
                .actor("taker", (turn, memory) -> {})
                .actor("third", (turn, memory) -> {});
        List<Endpoint> endpoints = after(SPEC, plan, 1, 0, 1, 2);
        Endpoint installed = endpoints.get(endpoints.size() - 1);
        assertEquals(ActorBirth.actorId(2), installed.target());
        assertEquals(2, installed.queue());
        assertEquals(Rights.SEND | Rights.GRANT, installed.rights());
        assertEquals(9, installed.label());
        assertEquals(3, installed.lineage().length, "root, narrowed, granted");
    }

    // ---- no path from software -----------------------------------------------------------------------------------

    /** A guest that writes wherever its memory lets it, and with the check of its bounds left out wherever its enclave does. */
    @Test
    void noStoreOfAGuestReachesARegister() {
        JavaProgram.Handler wild = (turn, memory) -> {
            for (long address = 0; address < 4L << 20; address += 509) {
                try {
                    memory.store(address, 8, 0x5A5A_5A5A_5A5A_5A5AL);
                } catch (MemoryFault fault) {
                    turn.charge(turn.ledger().instructions() + 1, 0, 0); // the attempt counts, and the next one follows
                }
            }
        };
        List<Endpoint> quiet = after(SPEC, twoWith((turn, memory) -> {}), 0, 0, 1);
        BugObject omitted = new BugObject("runtime", "bounds check", BugObject.Trigger.ALWAYS, 0, Long.MAX_VALUE);
        assertEquals(texts(quiet), texts(after(SPEC, twoWith(wild), 0, 0, 1)));
        assertEquals(texts(quiet), texts(after(SPEC.withBugs(List.of(omitted)), twoWith(wild), 0, 0, 1)));
    }

    private static PlanBuilder twoWith(JavaProgram.Handler handler) {
        return new PlanBuilder()
                .actor("one", handler, to("two", Rights.SEND, 42))
                .actor("two", (turn, memory) -> {});
    }

    private static List<String> texts(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).toList();
    }

    /** Programs that call what a guest can call with numbers drawn at random: after each call every register follows from the defined installs. */
    @Test
    void noHostFunctionWritesARegisterButByTheDefinedInstalls() {
        for (long seed = 1; seed <= 4; seed++) {
            long drawn = seed;
            List<String> forged = new ArrayList<>();
            PlanBuilder plan = new PlanBuilder().image("child", (turn, memory) -> {});
            for (int i = 0; i < 3; i++) {
                List<Capability> known = new ArrayList<>();
                plan.actor(
                        "actor" + i,
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                known.addAll(Arrays.asList(turn.table().capabilities()));
                            }
                            known.addAll(Arrays.asList(turn.message().grants()));
                            if (turn.message().replyTo() != null) {
                                known.add(turn.message().replyTo());
                            }
                            memory.store(0, 8, memory.load(0, 8) + 1);
                            RandomStream chance =
                                    new RandomStreams(drawn).stream("calls", turn.actor() + memory.load(0, 8));
                            for (int n = 0; n < (memory.load(0, 8) < 30 ? 12 : 0); n++) {
                                call(turn, chance);
                                unjustified(turn, known).forEach(forged::add);
                            }
                        },
                        to("actor" + (i + 1) % 3),
                        to("actor" + (i + 2) % 3, Rights.SEND, 7),
                        PlanBuilder.spawn("child"),
                        log());
            }
            after(ChipPlans.withMailbox(ChipSpec.of(4, 4, 2), 64 << 10, 512), plan, 0, 0, 1, 2);
            assertEquals(List.of(), forged, "seed " + seed);
        }
    }

    private static void call(Turn turn, RandomStream chance) {
        int handle = (int) chance.nextLong(12) - 1;
        int other = (int) chance.nextLong(12) - 1;
        switch ((int) chance.nextLong(10)) {
            case 0, 1 -> turn.attenuate(handle, (int) chance.nextLong(), chance.nextLong(5));
            case 2 -> turn.drop(handle);
            case 3 -> turn.revoke(handle);
            case 4 -> turn.spawn(handle, new byte[0], NO_HANDLES);
            case 5 -> turn.replyHandle();
            case 6 -> turn.monitor(handle);
            case 7 -> turn.stop(handle);
            default -> turn.send(handle, new byte[4], new int[] {other});
        }
    }

    /** What no birth, grant, derivation or promise explains. */
    private static List<String> unjustified(Turn turn, List<Capability> known) {
        return Arrays.stream(turn.table().capabilities())
                .filter(each -> each != null && !isPromise(turn.actor(), each))
                .filter(each -> known.stream().noneMatch(source -> source != null && follows(each, source)))
                .map(Capability::toString)
                .toList();
    }

    /** Whether one capability is another, or derived from it with no right, label, kind or target of its own. */
    private static boolean follows(Capability each, Capability source) {
        long[] lineage = source.lineage();
        return each.kind() == source.kind()
                && each.target() == source.target()
                && (each.rights() & ~source.rights()) == 0
                && (source.label() == 0 || each.label() == source.label())
                && each.lineage().length >= lineage.length
                && Arrays.equals(Arrays.copyOf(each.lineage(), lineage.length), lineage);
    }

    private static boolean isPromise(long actor, Capability each) {
        for (int sequence = 1; sequence < 3000; sequence++) {
            if (each.lineage()[0] == ActorId.of(actor, sequence) && each.kind() == CapabilityKind.ACTOR) {
                return (each.rights() & ~(Rights.SEND | Rights.GRANT)) == 0;
            }
        }
        return false;
    }

    @Test
    void aRegisterThatFollowsFromNothingIsNoticed() {
        Capability held = Capability.root(CapabilityKind.ACTOR, 1, 2, Rights.SEND, 7, 42);
        assertTrue(follows(held.derive(Rights.ALL, 0, 43), held));
        assertFalse(follows(Capability.root(CapabilityKind.ACTOR, 1, 2, Rights.SEND | Rights.GRANT, 7, 42), held));
        assertFalse(follows(held.redirectedTo(3, 4), held));
        assertFalse(follows(Capability.root(CapabilityKind.ACTOR, 1, 2, Rights.SEND, 8, 42), held));
        assertFalse(follows(Capability.root(CapabilityKind.ACTOR, 1, 2, Rights.SEND, 7, 41), held));
    }

    /** Follows every reference that the memory of an enclave holds: none leads to a register. */
    @Test
    void noWireOfAPrivateMemoryLeadsToARegister() {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(twoWith((turn, memory) -> {}), 0, 1));
            EnclaveMemory memory = chip.enclave(0).resident().memory;
            assertFalse(leadsToRegisters(memory.space()), "wires of the address space");
            assertFalse(leadsToRegisters(memory.linear()), "wires of the linear memory");
        }
    }

    @Test
    void aWireToARegisterIsNoticed() {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(twoWith((turn, memory) -> {}), 0, 1));
            Resident resident = chip.enclave(0).resident();
            long free = SPEC.enclave().memoryBytes() - 4096L;
            resident.memory.space().map(free, 4096, new MutantSegment(resident.turn.table()));
            assertTrue(leadsToRegisters(resident.memory.space()));
        }
    }

    /** A segment whose stores empty registers: what the wiring must not have. */
    private record MutantSegment(HandleTable table) implements Segment {
        @Override
        public String owner() {
            return "registers of the network interface";
        }

        @Override
        public String actor() {
            return "";
        }

        @Override
        public long load(long offset, int bytes) {
            return table.size();
        }

        @Override
        public void store(long offset, int bytes, long value) {
            table.drop((int) offset);
        }
    }

    private static boolean leadsToRegisters(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Object> todo = new ArrayDeque<>(List.of(root));
        Consumer<Object> visit = each -> {
            if (each != null && seen.add(each)) {
                todo.add(each);
            }
        };
        while (!todo.isEmpty()) {
            Object object = todo.remove();
            if (object instanceof HandleTable
                    || object instanceof SlotStore
                    || object instanceof RegisterSlots
                    || object instanceof NetworkInterface) {
                return true;
            }
            references(object, visit);
        }
        assertTrue(seen.size() > 5, "only " + seen.size() + " objects were reached");
        return false;
    }

    private static void references(Object object, Consumer<Object> visit) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            for (int i = 0; !type.getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
                visit.accept(Array.get(object, i));
            }
        } else if (object instanceof Iterable<?> all) {
            all.forEach(visit);
        } else if (object instanceof java.util.Map<?, ?> map) {
            map.values().forEach(visit);
        }
        for (; type != null && type.getName().startsWith("org.skerry"); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        visit.accept(field.get(object));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
    }
}
