package org.skerry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.wasm.WasmLoader;

/**
 * A chip on which relays pass messages of 64 bytes on, one in each turn: the guest does next to nothing, so what a turn takes is what
 * the simulator takes for it. An actor in each of the first enclaves; the number of messages under way stays the same.
 */
final class RelayChip implements AutoCloseable {
    /** Whom relays pass messages on to. */
    enum Traffic {
        /** Any actor, or as many drawn at random as a handle table holds. */
        UNIFORM,
        /** Those of the tiles next to the actor's own. */
        NEIGHBOURS,
        /** The next one by number. */
        RING
    }

    /** Peers drawn for an actor where a handle for each would not fit: handles for each other one of 64, and a table of 128. */
    private static final int MOST_PEERS = 64;

    /** What actors say to each other, unless something else is asked for. */
    static final int MESSAGE_BYTES = 64;

    private static final long SEED = 1;

    private final EnclaveChip chip;
    private final int actors;
    private long cycle;

    /** A chip in one partition that has not run yet. */
    RelayChip(String network, int side, int enclavesPerTile, int actors, Traffic traffic, int messages) {
        this(network, side, enclavesPerTile, actors, traffic, messages, MESSAGE_BYTES, 1, 1);
    }

    /**
     * A chip that has not run yet.
     *
     * @param network      {@code mesh}, {@code packet} or {@code ideal}
     * @param messages     under way, dealt to the actors in turn
     * @param messageBytes of each, 16 to 64; a header of 40 comes to that
     */
    RelayChip(
            String network,
            int side,
            int enclavesPerTile,
            int actors,
            Traffic traffic,
            int messages,
            int messageBytes,
            int partitions,
            int hostThreads) {
        this.actors = actors;
        ChipSpec spec = ChipSpec.of(side, side, enclavesPerTile);
        chip = new EnclaveChip(
                spec,
                SEED,
                new ExecutionSpec(partitions, hostThreads, false, ExecutionSpec.DEFAULT_MAX_HELD),
                maker(network));
        List<ActorPlan> plans = new ArrayList<>(actors);
        Program program = WasmLoader.load("relay", module());
        RandomStreams streams = new RandomStreams(SEED);
        for (int i = 0; i < actors; i++) {
            List<GrantPlan> grants = new ArrayList<>();
            for (int peer : peers(spec.mesh(), i, traffic, streams.stream("peers", i))) {
                grants.add(new GrantPlan("", new GrantTarget.ToActor("relay-" + peer), Rights.SEND, 0));
            }
            int sends = messages / actors + (spread(i, messages % actors) ? 1 : 0);
            byte[] arguments = ByteBuffer.allocate(24)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(grants.size())
                    .putInt(sends)
                    .putLong(streams.stream("relay", i).nextLong())
                    .putInt(messageBytes)
                    .array();
            plans.add(new ActorPlan("relay-" + i, "relay", arguments, grants, OptionalInt.of(i), false));
        }
        chip.deploy(new DeploymentPlan(Map.of("relay", program), plans, List.of()));
    }

    /** Whether actor {@code i} is one of {@code chosen} that lie evenly among all. */
    private boolean spread(int i, int chosen) {
        return (long) (i + 1) * chosen / actors != (long) i * chosen / actors;
    }

    private static NetworkMaker maker(String network) {
        return switch (network) {
            case "mesh" -> MeshNetwork::new;
            case "packet" -> PacketNetwork::new;
            case "ideal" -> IdealNetwork::new;
            default -> throw new IllegalArgumentException(network);
        };
    }

    private int[] peers(MeshSpec mesh, int actor, Traffic traffic, RandomStream random) {
        return switch (traffic) {
            case RING -> new int[] {(actor + 1) % actors};
            case NEIGHBOURS -> neighbours(mesh, actor);
            case UNIFORM -> {
                int[] peers = new int[Math.min(actors - 1, MOST_PEERS)];
                for (int i = 0; i < peers.length; i++) {
                    int other = peers.length == actors - 1 ? i : random.nextInt(actors - 1);
                    peers[i] = other < actor ? other : other + 1;
                }
                yield peers;
            }
        };
    }

    private static int[] neighbours(MeshSpec mesh, int actor) {
        int router = mesh.routerOf(actor);
        int[] steps = {-1, 1, -mesh.width(), mesh.width()};
        List<Integer> found = new ArrayList<>();
        for (int step : steps) {
            int other = router + step;
            if (other >= 0 && other < mesh.routers() && mesh.routerHops(router, other) == 1) {
                found.add(other * mesh.endpointsPerRouter() + actor % mesh.endpointsPerRouter());
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] module() {
        String resource = "/org/skerry/guest/relay.wasm";
        try (InputStream in = WasmLoader.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Simulates more cycles; returns how many turns ended in them. */
    long run(long cycles) {
        long before = chip.turns();
        cycle += cycles;
        chip.run(RunLimits.toCycle(cycle));
        return chip.turns() - before;
    }

    /** Runs until every actor has handled a message of another one, watching each turn. */
    void runUntilAllHaveTakenTurns() {
        BitSet seen = new BitSet(actors);
        TurnWatch watch = new TurnWatch((message, place) -> {
            if (message.sender() != 0) {
                seen.set(place);
            }
        });
        chip.observe(watch);
        while (seen.cardinality() < actors) {
            run(1000);
        }
        chip.observe(null);
    }

    /** A number that the run counted. */
    long metric(String name) {
        return chip.statistics().value(name);
    }

    /** Parts that it is cut into: as many as asked for, or more as it is large. */
    int partitions() {
        return chip.partitions();
    }

    String digest() {
        return chip.digest();
    }

    long cycle() {
        return cycle;
    }

    @Override
    public void close() {
        chip.close();
    }
}
