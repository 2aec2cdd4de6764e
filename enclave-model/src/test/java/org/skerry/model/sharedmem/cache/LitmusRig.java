package org.skerry.model.sharedmem.cache;

import java.util.List;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.explore.Litmus;
import org.skerry.model.sharedmem.explore.Tables;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Runs a litmus test on the caches of the machine. Values travel as the protocol's messages do: each cache has a value of its own for each
 * line, which comes with the data that a message brings and goes with the data that it takes along, so that a load reads what its cache
 * has and not what is true. An access takes effect when its cache has the right to it, and the next one of the thread begins afterwards.
 *
 * <p>Placement of threads and lines, who has copies before, delays of packets and between accesses, and lines that get in the way are
 * drawn from the seed.
 */
final class LitmusRig implements MemorySystem.Surroundings {
    private static final int CORES = 4;
    private static final int LINES = 24;
    private static final MemorySpec SPEC = MemorySpec.of(
                    new CacheSpec(1, 2, 64, 4), new CacheSpec(2, 2, 64, 14), new CacheSpec(2, 2, 64, 12))
            .withDirectory(new DirectorySpec(1, 4));

    private final RandomStream random;
    private final RandomWires wires;
    private final CoherentMemory memory;
    private final int longestDelay;
    private final int[][] values = new int[CORES][LINES]; // of each cache
    private final int[][] put = new int[CORES][LINES]; // on their way to the home
    private final int[] home = new int[LINES];
    private final Runnable[] waiting = new Runnable[CORES]; // what a core does when it is served
    private int owner; // of the line that a home is looking up, if it is who asks

    private LitmusRig(long seed, Tables tables) {
        random = new RandomStreams(seed).stream("litmus", 0);
        longestDelay = 1 + random.nextInt(80);
        wires = new RandomWires(random, longestDelay);
        LlcSpec.Inclusion inclusion =
                tables.inclusive() ? LlcSpec.Inclusion.INCLUSIVE : LlcSpec.Inclusion.NON_INCLUSIVE;
        memory = new CoherentMemory(
                SPEC.withLlc(new LlcSpec(inclusion, 0)),
                new RandomStreams(1),
                new Endpoints(MeshSpec.of(2, 2, 2, 1), CORES),
                this,
                tables.cache(),
                tables.home());
    }

    /** The outcome of a test under a seed. */
    static String run(Litmus test, long seed, Tables tables) {
        LitmusRig rig = new LitmusRig(seed, tables);
        int[] lines = rig.distinct(2, LINES);
        int[] cores = rig.distinct(test.threads().size(), CORES);
        for (int warm = rig.random.nextInt(8); warm > 0; warm--) {
            rig.access(rig.random.nextInt(CORES), lines[rig.random.nextInt(2)], false, () -> {});
            rig.drain();
        }
        int[] registers = new int[test.registers()];
        for (int thread = 0; thread < cores.length; thread++) {
            rig.later(cores[thread], test.threads().get(thread), 0, lines, registers);
        }
        rig.drain();
        int[] left = new int[2];
        for (int i = 0; i < 2; i++) {
            int line = lines[i];
            int last = i;
            rig.access(cores[0], line, false, () -> left[last] = rig.values[cores[0]][line]);
            rig.drain();
        }
        return test.outcome(registers, left);
    }

    private int[] distinct(int count, int below) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            boolean again = true;
            while (again) {
                drawn[i] = random.nextInt(below);
                again = false;
                for (int j = 0; j < i; j++) {
                    again |= drawn[j] == drawn[i];
                }
            }
        }
        return drawn;
    }

    /** Access {@code next} of a thread, after a while. */
    private void later(int core, List<Litmus.Access> thread, int next, int[] lines, int[] registers) {
        if (next == thread.size()) {
            return;
        }
        Runnable then = () -> {
            Litmus.Access access = thread.get(next);
            int line = lines[access.line()];
            boolean write = access.kind() != Litmus.Kind.LOAD;
            access(core, line, write, () -> {
                int found = values[core][line];
                if (access.register() >= 0) {
                    registers[access.register()] = found;
                }
                if (write) {
                    values[core][line] = access.kind() == Litmus.Kind.ADD ? found + access.value() : access.value();
                }
                later(core, thread, next + 1, lines, registers);
            });
        };
        boolean inTheWay = random.nextInt(4) == 0;
        long at = wires.cycle() + (random.nextInt(2) == 0 ? 0 : random.nextInt(2 * longestDelay));
        int other = distinctFrom(lines);
        wires.schedule(at, inTheWay ? () -> access(core, other, true, then) : then);
    }

    private int distinctFrom(int[] lines) {
        int line = random.nextInt(LINES);
        return line == lines[0] || line == lines[1] ? distinctFrom(lines) : line;
    }

    private void access(int core, int line, boolean write, Runnable effect) {
        long wish = memory.caches().access(core, line, write);
        if (wish != PrivateCaches.HIT && !LineWish.isNear(wish)) {
            long victim = memory.caches().victim(core);
            if (victim >= 0) {
                memory.writeBack(wires.cycle(), core, victim);
            }
            if (memory.request(wires.cycle(), core, wish)) {
                waiting[core] = effect;
                return;
            }
        }
        effect.run();
    }

    private void drain() {
        while (!wires.isEmpty()) {
            wires.step();
        }
        for (Runnable each : waiting) {
            if (each != null) {
                throw new IllegalStateException("a core waits for ever");
            }
        }
    }

    @Override
    public void served(long now, int core, long line, Server server) {
        Runnable effect = waiting[core];
        waiting[core] = null;
        effect.run();
    }

    @Override
    public void schedule(long at, int unit, long payload) {
        wires.schedule(at, () -> {
            owner = unit >= CORES && unit < 2 * CORES ? ownerOf((int) payload) : -1;
            memory.due(wires.cycle(), unit, payload);
        });
    }

    private int ownerOf(int line) {
        for (int core = 0; core < CORES; core++) {
            if (memory.home(line).state(line) == HomeState.OWNED && !memory.knownElsewhere(core, line)) {
                return core;
            }
        }
        return -1;
    }

    @Override
    public void send(long now, int source, int destination, LineMessage message) {
        int line = (int) message.line();
        int value = takenAlong(message.kind(), core(source), core(destination), line);
        wires.send(now, source, destination, message, packet -> {
            brought(message.kind(), core(packet.destination()), line, value);
            memory.arrived(wires.cycle(), packet);
        });
    }

    private int core(int endpoint) {
        return memory.coreAt(endpoint);
    }

    private int takenAlong(Kind kind, int from, int to, int line) {
        switch (kind) {
            case PUT -> put[from][line] = values[from][line];
            case PUT_DONE -> home[line] = owner == to ? put[to][line] : home[line]; // else a probe had taken it
            default -> {}
        }
        return switch (kind) {
            case DATA_SHARED, DATA_SOLE, DATA_OWNED -> home[line];
            case PEER_SHARED, PEER_OWNED, ACK_DATA, COPY_DIRTY -> values[from][line];
            default -> 0;
        };
    }

    private void brought(Kind kind, int to, int line, int value) {
        switch (kind) {
            case DATA_SHARED, DATA_SOLE, DATA_OWNED, PEER_SHARED, PEER_OWNED -> values[to][line] = value;
            case ACK_DATA, COPY_DIRTY -> home[line] = value;
            default -> {}
        }
    }
}
