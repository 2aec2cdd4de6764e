package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.attest.EdgeVerifier;
import org.skerry.model.control.ControlPlane;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.Segment;
import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.link.Latch;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SparseBytes;

/**
 * No wire lets the control plane, another enclave or image management outward read a running enclave's memory. Walked are all of them:
 *
 * <pre>
 *   wires of the kernel     all belong to the network, so that components meet by packets only
 *   packets                 each kind that can carry bytes, and every class that makes one
 *   address spaces          each leads to bytes of its own enclave, or to the store of its own node of the control plane
 *   objects                 from each node of the control plane, the verifier and the agent no way leads to a memory but over the network
 *   values                  what image management says outward is the same whatever the memory holds
 * </pre>
 */
class NoWireReadsMemoryTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();
    private static final AttestationPlan ASKS =
            new AttestationPlan(List.of("victim", "peer"), 1000, 60_000, 4, 1_000_000, 0, false);
    private static final int SECRET_AT = 0x1000;

    private static DeploymentPlan plan(long secret) {
        JavaProgram.Handler victim = (turn, memory) -> {
            for (int i = 0; i < 512; i++) {
                memory.store(SECRET_AT + 8L * i, 8, secret + i);
            }
        };
        return new PlanBuilder()
                .image("impostor", (turn, memory) -> {})
                .actor("victim", victim, to("peer"), log())
                .actor("peer", (turn, memory) -> {}, to("victim"))
                .actor("other", (turn, memory) -> {}, to("victim"))
                .build();
    }

    private static EnclaveChip chip(long secret, NetworkMaker network) {
        EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, network, ASKS);
        chip.takeOver(new HostileAgent(List.of(
                new Order.Read(5000, 0, 8 << 20, 8, 77),
                new Order.Rewire(10_000, "peer", "victim", "other"),
                new Order.Stop(20_000, "victim"),
                new Order.Reimage(30_000, "victim", "impostor"))));
        chip.deploy(plan(secret));
        return chip;
    }

    // ---- wires of the kernel ---------------------------------------------------------------------------------------

    @Test
    void everyWireBelongsToTheNetwork() {
        try (EnclaveChip chip = chip(7, MeshNetwork::new)) {
            chip.run(RunLimits.toCycle(4000).settled());
            for (Object component : components(chip)) {
                ObjectWalk walk = ObjectWalk.from(component);
                assertEquals(Map.of(), walk.of(Latch.class), "a wire that is not behind a port of the network");
            }
            Set<String> wires = new TreeSet<>();
            ObjectWalk.from(chip)
                    .of(Latch.class)
                    .keySet()
                    .forEach(wire -> wires.add(wire.name().replaceAll(" from.*", "")));
            assertEquals(Set.of("ejection of endpoints", "injection of endpoints", "room for endpoints"), wires);
        }
    }

    private static List<Object> components(EnclaveChip chip) {
        List<Object> components = new ArrayList<>(chip.controlNodes());
        components.addAll(ObjectWalk.from(chip).of(EnclaveSlice.class).keySet());
        components.addAll(ObjectWalk.from(chip).of(EdgeVerifier.class).keySet());
        assertTrue(components.size() >= 3, components.toString());
        return components;
    }

    // ---- packets ---------------------------------------------------------------------------------------------------

    /** Kinds that can carry bytes, and the classes that make them beside the codec of checkpoints. Whoever adds one says here why. */
    private static Map<String, Set<String>> makersOfBytes() {
        Map<String, Set<String>> makers = new TreeMap<>();
        makers.put("Delivery", Set.of("NetworkInterface", "Delivery")); // what software of the enclave says
        // Refusals, where what was sent comes back; evidence, see below.
        makers.put(
                "Notice",
                Set.of("NetworkInterface", "OversightPort", "ControlPlane", "LinkUnit", "LoadTarget", "TileWish"));
        makers.put("SpawnOrder", Set.of("NetworkInterface")); // START of a child, by software of the enclave
        makers.put("LoadOrder", Set.of("Loads")); // images of its own store
        makers.put("Reload", Set.of("Loads"));
        // What a holder of MONITOR or CONTROL asks for, with the START of a restart: by software of the enclave.
        makers.put("ControlOrder", Set.of("NetworkInterface"));
        makers.put("Watch", Set.of("OversightPort", "LinkUnit"));
        makers.put("Overrule", Set.of("ControlPlane", "Custody")); // passed on; read again from a checkpoint
        makers.put("Segment", Set.of("Outbox", "Segment")); // a piece of one of these
        // What its own router gives back to who sent it, and who is gone; read again from a checkpoint.
        makers.put("Returned", Set.of("ParcelNotices"));
        makers.put("Gone", Set.of("ParcelNotices", "FaultParcel"));
        makers.put("AttestRequest", Set.of("EdgeVerifier")); // a nonce
        makers.put("AttestAnswer", Set.of("TileWish")); // evidence, see below
        makers.put("OrderAgain", Set.of("ControlPort", "ControlParcel")); // a SpawnOrder once more
        makers.put("Passed", Set.of("Succession", "ControlParcel")); // a SpawnOrder, handed on
        return makers;
    }

    @Test
    void everyKindOfPacketThatCanCarryBytesIsMadeWhereItShouldBe() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Class<?> kind : kinds()) {
            if (carriesBytes(kind, new HashSet<>())) {
                found.put(kind.getSimpleName(), makers(kind.getSimpleName()));
            }
        }
        assertEquals(makersOfBytes(), found);
    }

    private static List<Class<?>> kinds() {
        List<Class<?>> kinds = new ArrayList<>();
        collect(Parcel.class, kinds);
        assertTrue(kinds.size() >= 20, kinds.toString());
        return kinds;
    }

    private static void collect(Class<?> type, List<Class<?>> kinds) {
        if (type.isSealed()) {
            for (Class<?> each : type.getPermittedSubclasses()) {
                collect(each, kinds);
            }
        } else if (!type.isInterface() && !kinds.contains(type)) {
            kinds.add(type);
        }
    }

    /** Whether a value of the type can lead to an array of bytes. Classes that are no records are taken to, but one. */
    private static boolean carriesBytes(Class<?> type, Set<Class<?>> seen) {
        if (type == byte[].class) {
            return true;
        }
        if (!seen.add(type)) {
            return false;
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (carriesBytes(component.getType(), seen)) {
                    return true;
                }
            }
            return false;
        }
        if (type == Capability.class) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && carriesBytes(field.getType(), seen)) {
                    return true;
                }
            }
            return false;
        }
        return !type.isPrimitive() && !type.isEnum() && type != String.class && type != long[].class;
    }

    private static Set<String> makers(String kind) throws IOException {
        Pattern made = Pattern.compile("new (?:\\w*Parcel\\.)?" + kind + "\\(");
        Set<String> makers = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/skerry/model"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                Matcher matcher = made.matcher(Files.readString(file));
                if (matcher.find() && !name.equals("ParcelCodec")) {
                    makers.add(name);
                }
            }
        }
        return makers;
    }

    // ---- address spaces and objects --------------------------------------------------------------------------------

    @Test
    void noWayLeadsFromTheControlPlaneOrTheVerifierToAMemory() {
        try (EnclaveChip chip = chip(7, MeshNetwork::new)) {
            chip.run(RunLimits.toCycle(4000).settled());
            for (ControlPlane node : chip.controlNodes()) {
                assertEquals(List.of(), waysToMemory(chip, node));
            }
            for (EdgeVerifier verifier :
                    ObjectWalk.from(chip).of(EdgeVerifier.class).keySet()) {
                assertEquals(List.of(), waysToMemory(chip, verifier));
            }
        }
    }

    /** The mutant: one wire from the bus of the control plane into a memory. */
    @Test
    void aWireFromTheControlPlaneIntoAMemoryIsFound() {
        try (EnclaveChip chip = chip(7, MeshNetwork::new)) {
            AddressSpace victim = chip.enclave(0).resident().memory.space();
            chip.control().bus().map(1 << 30, victim.sizeBytes(), new Lead(victim));
            List<String> ways = waysToMemory(chip, chip.control());
            assertTrue(ways.size() > 0 && ways.get(0).contains("store"), ways.toString());
        }
    }

    /** Ways from a component to bytes of any enclave. */
    private static List<String> waysToMemory(EnclaveChip chip, Object component) {
        ObjectWalk walk = ObjectWalk.from(component);
        List<String> ways = new ArrayList<>();
        ways.addAll(walk.of(Enclave.class).values());
        ways.addAll(walk.of(EnclaveMemory.class).values());
        ways.addAll(walk.of(LinearMemory.class).values());
        ways.addAll(walk.of(ImageManagement.class).values());
        Set<Object> bytes = newIdentitySet();
        for (Enclave enclave : enclaves(chip)) {
            bytes.addAll(bytesBehind(enclave.resident().memory.space()));
        }
        walk.of(SparseBytes.class).forEach((each, way) -> {
            if (bytes.contains(each)) {
                ways.add(way);
            }
        });
        return ways;
    }

    private static Set<Object> newIdentitySet() {
        return java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static List<Enclave> enclaves(EnclaveChip chip) {
        return Stream.of(0, 1, 2, 3)
                .map(chip::enclave)
                .filter(enclave -> enclave.resident() != null)
                .toList();
    }

    private static Set<Object> bytesBehind(AddressSpace space) {
        ObjectWalk walk = ObjectWalk.from(space);
        Set<Object> bytes = newIdentitySet();
        bytes.addAll(walk.of(SparseBytes.class).keySet());
        bytes.addAll(walk.of(LinearMemory.class).keySet());
        return bytes;
    }

    @Test
    void everyAddressSpaceLeadsToBytesOfItsOwn() {
        try (EnclaveChip chip = chip(7, MeshNetwork::new)) {
            chip.run(RunLimits.toCycle(4000).settled());
            assertEquals(List.of(), sharedBytes(chip));
        }
    }

    /** The mutant: the decoder of one enclave with a range that leads to its neighbour. */
    @Test
    void aDecoderThatLeadsIntoAnotherEnclaveIsFound() {
        try (EnclaveChip chip = chip(7, MeshNetwork::new)) {
            AddressSpace mine = chip.enclave(1).resident().memory.space();
            AddressSpace victim = chip.enclave(0).resident().memory.space();
            mine.map(mine.sizeBytes() - 4096, 4096, new Lead(victim));
            assertTrue(
                    sharedBytes(chip).contains("enclave 1 and enclave 0"),
                    sharedBytes(chip).toString());
        }
    }

    /** Pairs of address spaces of the chip that lead to the same bytes. */
    private static List<String> sharedBytes(EnclaveChip chip) {
        List<AddressSpace> spaces = new ArrayList<>();
        enclaves(chip).forEach(enclave -> spaces.add(enclave.resident().memory.space()));
        chip.controlNodes().forEach(node -> spaces.add(node.bus()));
        int all = ObjectWalk.from(chip).of(AddressSpace.class).size();
        assertEquals(all, spaces.size(), "address spaces of the chip");
        List<String> shared = new ArrayList<>();
        for (AddressSpace one : spaces) {
            for (AddressSpace other : spaces) {
                Set<Object> bytes = bytesBehind(one);
                bytes.retainAll(bytesBehind(other));
                if (one != other && !bytes.isEmpty()) {
                    shared.add(one.name() + " and " + other.name());
                }
            }
        }
        return shared;
    }

    /** A range that leads to another address space. */
    private record Lead(AddressSpace space) implements Segment {
        @Override
        public String owner() {
            return "lead";
        }

        @Override
        public String actor() {
            return "";
        }

        @Override
        public long load(long offset, int bytes) {
            return space.load(offset, bytes);
        }

        @Override
        public void store(long offset, int bytes, long value) {
            space.store(offset, bytes, value);
        }
    }

    // ---- values ----------------------------------------------------------------------------------------------------

    /** What control plane, agent and verifier have learnt in a run: every packet they got, with its bytes. */
    private static String learnt(long secret, NetworkMaker network) {
        try (EnclaveChip chip = chip(secret, network)) {
            chip.run(RunLimits.NONE);
            DigestCombiner digest = new DigestCombiner();
            chip.controlNodes().forEach(node -> node.digest(digest));
            ObjectWalk.from(chip).of(EdgeVerifier.class).keySet().forEach(verifier -> verifier.digest(digest));
            return digest.hex() + " " + chip.orders() + " " + chip.attestation() + " " + chip.cycle();
        }
    }

    @Test
    void whatIsLearntOfAnEnclaveIsTheSameWhateverItsMemoryHolds() {
        assertEquals(learnt(7, MeshNetwork::new), learnt(1L << 40, MeshNetwork::new));
    }

    /** The mutant: image management that answers with 64 bytes of the memory it has written. */
    @Test
    void anImageManagementThatAnswersWithBytesOfTheMemoryIsFound() {
        assertNotEquals(learntFromMutant(7), learntFromMutant(1L << 40));
    }

    private static String learntFromMutant(long secret) {
        byte[] bytes = new byte[64];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (secret + i / 8 >>> i % 8 * 8);
        }
        return learnt(secret, (mesh, partitions, bodies) -> leaking(new MeshNetwork(mesh, partitions, bodies), bytes));
    }

    /** A network into whose ports answers go with these bytes in the place of their signature. */
    private static Network leaking(Network network, byte[] bytes) {
        return proxy(Network.class, network, bytes);
    }

    private static <T> T proxy(Class<T> type, T real, byte[] bytes) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("inject")
                            && ((Packet) arguments[1]).body() instanceof AttestParcel.AttestAnswer answer
                            && answer.evidence().length > 0) {
                        byte[] leaked = answer.evidence().clone();
                        System.arraycopy(bytes, 0, leaked, leaked.length - bytes.length, bytes.length);
                        Packet p = (Packet) arguments[1];
                        arguments[1] = new Packet(
                                p.id(),
                                p.source(),
                                p.destination(),
                                p.network(),
                                p.domain(),
                                p.bytes(),
                                new AttestParcel.AttestAnswer(answer.question(), leaked));
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof NetworkPorts ports ? proxy(NetworkPorts.class, ports, bytes) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
