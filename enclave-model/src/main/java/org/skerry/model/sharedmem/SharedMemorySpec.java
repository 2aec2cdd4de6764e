package org.skerry.model.sharedmem;

import java.util.List;
import java.util.function.Consumer;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.SramModel;
import org.skerry.model.sharedmem.cache.Endpoints;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.ContainmentWiring;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.kernel.ClockDomain;

/**
 * A shared-memory computer: tiles of a core, or several, its private caches and a slice of the shared cache on a mesh; memory channels at the
 * west edge; one physical memory; an actor runtime.
 *
 * @param cores       number of cores; 1 to 1024
 * @param mesh        tiles and their network; each router has an endpoint for a core and one for a slice, the edge has the channels
 * @param core        what every core is; its loads include a hit in the first level
 * @param memory      caches and memory channels
 * @param runtime     the actor runtime
 * @param memoryBytes size of physical memory; a multiple of 64
 * @param meshHertz   clock of the mesh, the base clock; 1 MHz to 10 GHz
 * @param bugs        checks that are omitted, see {@link BugObject}
 * @param restart     what it costs to put a program in an actor's place
 * @param containment what keeps actors apart
 * @param devices     how devices come to messages: by hands that nobody pays, or by reading and writing memory
 * @param kernel      what the kernel costs, where there is one
 */
public record SharedMemorySpec(
        int cores,
        MeshSpec mesh,
        CoreSpec core,
        MemorySpec memory,
        RuntimeSpec runtime,
        long memoryBytes,
        long meshHertz,
        List<BugObject> bugs,
        RestartSpec restart,
        ContainmentSpec containment,
        DevicesSpec devices,
        KernelSpec kernel) {
    /** Unless stated otherwise. Assumption. */
    public static final int DEFAULT_CORES = 8;

    /** The same as the enclave chip's, so that machines differ in wiring and not in speed. */
    public static final long DEFAULT_MESH_HERTZ = 1_000_000_000L;

    /** A load that hits the first level takes 4 cycles in all, as on Skylake-SP and EPYC Rome (AnandTech 14694). */
    public static final int DEFAULT_MILLI_PER_LOAD = 3000;

    /** Assumption; costs host memory only where it is written. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 30;

    public SharedMemorySpec {
        Check.inRange(cores, 1, 1024, "machine.cores");
        Check.notNull(mesh, "network");
        Check.notNull(core, "core");
        Check.notNull(memory, "machine.memory");
        Check.notNull(runtime, "runtime");
        long roomFor = (long) mesh.routers() * (mesh.endpointsPerRouter() / 2);
        Check.isTrue(
                roomFor >= cores && mesh.edgeEndpoints() >= 1,
                "network has " + mesh.routers() + " routers with " + mesh.endpointsPerRouter() + " endpoints and "
                        + mesh.edgeEndpoints() + " at the edge, but " + cores
                        + " cores need 2 endpoints of a router each and a memory channel at the edge. Enlarge the network.");
        Check.inRange(memoryBytes, 1L << 20, 1L << 46, "machine.memoryBytes");
        Check.multipleOf(memoryBytes, 64, "machine.memoryBytes");
        Check.inRange(meshHertz, 1_000_000L, 10_000_000_000L, "network.clockHertz");
        Check.notNull(restart, "restart");
        Check.notNull(containment, "containment");
        Check.notNull(devices, "devices");
        if (devices.dma()) {
            Check.inRange(devices.tile(), 0, mesh.routers() - 1, "devices.tile");
            Check.inRange(cores, 1, 1023, "machine.cores"); // the port has the number behind the last core
        }
        Check.notNull(kernel, "machine.kernel");
        bugs = List.copyOf(bugs);
    }

    /** A machine of {@code cores} cores with everything else as by default; one memory channel a row of tiles, at most 8. */
    public static SharedMemorySpec of(int cores) {
        Check.inRange(cores, 1, 1024, "machine.cores");
        int width = 1;
        while (width * width < cores) {
            width++;
        }
        int height = (cores + width - 1) / width;
        return new SharedMemorySpec(
                cores,
                MeshSpec.of(width, height, 2, Math.min(8, height)),
                CoreSpec.DEFAULT.withMemory(DEFAULT_MILLI_PER_LOAD, CoreSpec.DEFAULT_MILLI_PER_STORE),
                MemorySpec.DEFAULT,
                RuntimeSpec.DEFAULT,
                DEFAULT_MEMORY_BYTES,
                DEFAULT_MESH_HERTZ,
                List.of(),
                RestartSpec.DEFAULT,
                ContainmentSpec.DEFAULT,
                DevicesSpec.NONE,
                KernelSpec.DEFAULT);
    }

    /** This machine with these bugs. */
    public SharedMemorySpec withBugs(List<BugObject> others) {
        return with(draft -> draft.bugs = others);
    }

    /** This machine with another runtime. */
    public SharedMemorySpec withRuntime(RuntimeSpec other) {
        return with(draft -> draft.runtime = other);
    }

    /** This machine with other caches and channels. */
    public SharedMemorySpec withMemory(MemorySpec other) {
        return with(draft -> draft.memory = other);
    }

    /** This machine with other cores. */
    public SharedMemorySpec withCore(CoreSpec other) {
        return with(draft -> draft.core = other);
    }

    /** This machine with something else to keep actors apart. */
    public SharedMemorySpec withContainment(ContainmentSpec other) {
        return with(draft -> draft.containment = other);
    }

    /** This machine with devices that come to messages in another way. */
    public SharedMemorySpec withDevices(DevicesSpec other) {
        return with(draft -> draft.devices = other);
    }

    /** This machine with another kernel. */
    public SharedMemorySpec withKernel(KernelSpec other) {
        return with(draft -> draft.kernel = other);
    }

    /** This machine with more or less memory. */
    public SharedMemorySpec withMemoryBytes(long bytes) {
        return with(draft -> draft.memoryBytes = bytes);
    }

    /** This machine with so many cores on another mesh with another clock, which is the base clock. */
    public SharedMemorySpec withCores(int count, MeshSpec on, long hertz) {
        return with(draft -> {
            draft.cores = count;
            draft.mesh = on;
            draft.meshHertz = hertz;
        });
    }

    private SharedMemorySpec with(Consumer<SharedMemoryDraft> change) {
        SharedMemoryDraft draft = new SharedMemoryDraft(this);
        change.accept(draft);
        return draft.build();
    }

    /**
     * This machine with all filled in that follows from something else: what a load costs, from the size of the first level, and pages,
     * where tables of them keep actors apart.
     */
    public SharedMemorySpec complete() {
        SramModel l1 = new SramModel(memory.l1().sizeBytes());
        TranslationSpec pages = ContainmentWiring.translation(containment, memory.translation());
        return withPort()
                .withCore(core.onMemory(l1.loadCycles(core.clock(), meshHertz)))
                .withMemory(memory.withTranslation(pages));
    }

    /** With one more endpoint at each router if devices need one. */
    private SharedMemorySpec withPort() {
        int needed = 2 * endpoints().coresPerTile() + 1;
        if (!devices.dma() || mesh.endpointsPerRouter() >= needed) {
            return this;
        }
        return withCores(cores, mesh.withSize(mesh.width(), mesh.height(), needed, mesh.edgeEndpoints()), meshHertz);
    }

    /** What this machine is billed for. */
    public EnergyModel energy() {
        return SharedMemoryEnergy.of(complete());
    }

    /** What a core does from the order to put a program in an actor's place to its first message in its mailbox. */
    RestartSteps restartSteps(long memoryBytes, long imageBytes) {
        return new RestartSteps(
                restart.zeroiseCycles(memoryBytes), runtime.spawnCycles() + restart.loadCycles(imageBytes));
    }

    /** Which endpoint is what. */
    public Endpoints endpoints() {
        return new Endpoints(mesh, cores, devices.dma() ? devices.tile() : Endpoints.NO_PORT);
    }

    /** Femtoseconds of a cycle of the base clock. */
    public long femtosecondsPerCycle() {
        return ClockDomain.femtosecondsPerCycle(meshHertz);
    }

    /** Nanoseconds from the beginning of the run to a cycle. */
    public long nanoseconds(long cycle) {
        return ClockDomain.nanoseconds(cycle, femtosecondsPerCycle());
    }

    /** First cycle at which so many nanoseconds of the run have passed. */
    public long cycleAt(long nanoseconds) {
        return ClockDomain.cycles(nanoseconds, femtosecondsPerCycle());
    }
}
