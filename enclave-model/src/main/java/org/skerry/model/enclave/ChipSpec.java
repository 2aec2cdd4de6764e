package org.skerry.model.enclave;

import java.util.List;
import java.util.function.Consumer;
import org.skerry.model.attest.AttestSpec;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.LoadSpec;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.SramModel;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.kernel.ClockDomain;

/**
 * A chip: a mesh of tiles, each with a router and some enclaves, and a control plane at the edge of its first row.
 *
 * @param mesh      tiles and their network; endpoints of routers are enclaves, the first edge endpoint is the control plane
 * @param enclave   what every enclave is
 * @param core      what every core is, on its private memory
 * @param load      what it takes to start an actor while the chip runs
 * @param meshHertz clock of the mesh, the base clock of the chip; 1 MHz to 10 GHz
 * @param bugs      checks that are omitted, see {@link BugObject}
 * @param control   who places actors, and where
 * @param messages  what network interfaces make of messages
 * @param timeDivision of the mesh and of the control plane between trust domains
 * @param power     what the power management of each tile does
 * @param tiles     which tiles are not like the others
 * @param attest    what attesting costs, and the debug fuse
 * @param multiplex more actors than enclaves, by turns
 * @param watchdog  ends actors whose turns last too long
 * @param code      how cores come to their instructions
 */
public record ChipSpec(
        MeshSpec mesh,
        EnclaveSpec enclave,
        CoreSpec core,
        LoadSpec load,
        long meshHertz,
        List<BugObject> bugs,
        ControlSpec control,
        MessageSpec messages,
        TimeDivisionSpec timeDivision,
        PowerSpec power,
        AttestSpec attest,
        UnlikeTiles tiles,
        MultiplexSpec multiplex,
        WatchdogSpec watchdog,
        FetchSpec code) {
    /** Class of Tenstorrent Wormhole. Assumption. */
    public static final long DEFAULT_MESH_HERTZ = 1_000_000_000L;

    /** Enclaves that a tile has room for. */
    public static final int MOST_ENCLAVES_PER_TILE = 8;

    /** Checks what the parts ask of each other. */
    public ChipSpec {
        Check.notNull(mesh, "network");
        Check.notNull(enclave, "enclave");
        Check.notNull(core, "core");
        Check.notNull(load, "load");
        Check.notNull(control, "control");
        Check.inRange(meshHertz, 1_000_000L, 10_000_000_000L, "network.clockHertz");
        Check.inRange(mesh.endpointsPerRouter(), 1, MOST_ENCLAVES_PER_TILE, "network.endpointsPerRouter");
        Check.inRange(mesh.edgeEndpoints(), 1, mesh.height(), "network.edgeEndpoints");
        Check.isTrue(
                control.nodes() <= mesh.height(),
                "control.nodes=" + control.nodes() + " is above network.height=" + mesh.height()
                        + ": each node stands at the edge of a row. Give at most as many nodes as rows.");
        bugs = List.copyOf(bugs);
        Check.notNull(messages, "messages");
        Check.notNull(timeDivision, "timeDivision");
        Check.isTrue(
                timeDivision.domains() == 1 || control.standsAlone(),
                "timeDivision.domains=" + timeDivision.domains() + " with control.nodes=" + control.nodes()
                        + ": what nodes say to each other is not divided by time. Take one control node that is not lost, or one domain.");
        Check.notNull(power, "power");
        power.checkFits(mesh.endpointsPerRouter());
        Check.notNull(tiles, "tiles");
        tiles.checkFits(mesh, enclave);
        load.checkPatience(
                tiles.kinds().stream().mapToInt(UnlikeTiles.Kind::memoryBytes).reduce(enclave.memoryBytes(), Math::max),
                mesh.flitBytes());
        Check.notNull(attest, "attest");
        Check.notNull(multiplex, "multiplex");
        Check.notNull(watchdog, "watchdog");
        Check.notNull(code, "code");
        Check.isTrue(
                !watchdog.on() || !multiplex.on(),
                "watchdog.turnCycles=" + watchdog.turnCycles()
                        + ": a turn lasts while its actor is away, so that nobody can say here how long is too long. "
                        + "Set it to 0, or let no actors take turns.");
    }

    /** A chip of {@code tilesX} by {@code tilesY} tiles with everything else as by default. */
    public static ChipSpec of(int tilesX, int tilesY, int enclavesPerTile) {
        return new ChipSpec(
                MeshSpec.of(tilesX, tilesY, enclavesPerTile, 1),
                EnclaveSpec.DEFAULT,
                CoreSpec.DEFAULT.withMemory(CoreSpec.BY_MEMORY, CoreSpec.DEFAULT_MILLI_PER_STORE),
                LoadSpec.DEFAULT,
                DEFAULT_MESH_HERTZ,
                List.of(),
                ControlSpec.DEFAULT,
                MessageSpec.DEFAULT,
                TimeDivisionSpec.OFF,
                PowerSpec.DEFAULT,
                AttestSpec.DEFAULT,
                UnlikeTiles.NONE,
                MultiplexSpec.OFF,
                WatchdogSpec.OFF,
                FetchSpec.NONE);
    }

    /** This chip with other ways to instructions. */
    public ChipSpec withCode(FetchSpec other) {
        return with(draft -> draft.code = other);
    }

    /** This chip with another watchdog. */
    public ChipSpec withWatchdog(WatchdogSpec other) {
        return with(draft -> draft.watchdog = other);
    }

    /** This chip on another mesh. */
    public ChipSpec withMesh(MeshSpec other) {
        return with(draft -> draft.mesh = other);
    }

    /** This chip with another clock. */
    public ChipSpec withMeshHertz(long hertz) {
        return with(draft -> draft.meshHertz = hertz);
    }

    /** This chip with another time division. */
    public ChipSpec withTimeDivision(TimeDivisionSpec other) {
        return with(draft -> draft.timeDivision = other);
    }

    /** This chip with other enclaves. */
    public ChipSpec withEnclave(EnclaveSpec other) {
        return with(draft -> draft.enclave = other);
    }

    /** This chip with other cores. */
    public ChipSpec withCore(CoreSpec other) {
        return with(draft -> draft.core = other);
    }

    /** This chip with these bugs. */
    public ChipSpec withBugs(List<BugObject> others) {
        return with(draft -> draft.bugs = others);
    }

    /** This chip with other steps of a load. */
    public ChipSpec withLoad(LoadSpec other) {
        return with(draft -> draft.load = other);
    }

    /** This chip with another control plane. */
    public ChipSpec withControl(ControlSpec other) {
        return with(draft -> draft.control = other);
    }

    /** This chip with messages that are cut otherwise. */
    public ChipSpec withMessages(MessageSpec other) {
        return with(draft -> draft.messages = other);
    }

    /** This chip with another power management. */
    public ChipSpec withPower(PowerSpec other) {
        return with(draft -> draft.power = other);
    }

    /** This chip that attests at another cost, or with another fuse. */
    public ChipSpec withAttest(AttestSpec other) {
        return with(draft -> draft.attest = other);
    }

    /** This chip with actors that take turns, and a port for the store of those that are away. */
    public ChipSpec withMultiplex(MultiplexSpec other) {
        return with(draft -> draft.multiplex = other).withDevices(0);
    }

    /**
     * This chip with all filled in that follows from something else: what a load costs, from the size of the private memory; endpoints for its control
     * nodes.
     */
    public ChipSpec complete() {
        MeshSpec wide = mesh.edgeEndpoints() < control.nodes() ? mesh.withEdgeEndpoints(control.nodes()) : mesh;
        return withMesh(wide)
                .withDevices(0)
                .withTiles(tiles.complete(mesh, enclave, core, meshHertz))
                .withCore(core.onMemory(new SramModel(enclave.memoryBytes()).loadCycles(core.clock(), meshHertz)));
    }

    /** This chip with other tiles that are not like the rest. */
    public ChipSpec withTiles(UnlikeTiles others) {
        return with(draft -> draft.tiles = others);
    }

    private ChipSpec with(Consumer<ChipDraft> change) {
        ChipDraft draft = new ChipDraft(this);
        change.accept(draft);
        return draft.build();
    }

    /** A complete chip as one of its enclaves sees it: with its own memory and core in place of those of most. */
    ChipSpec seenBy(int number) {
        UnlikeTiles.Kind kind = kindOf(number);
        return kind == null
                ? this
                : withEnclave(enclave.withMemory(kind.memoryBytes())).withCore(kind.core());
    }

    /** Enclaves of a complete chip that there are. */
    public int existing() {
        int absent = tiles.kinds().stream()
                .mapToInt(kind -> kind.tiles().size() * (mesh.endpointsPerRouter() - kind.enclaves()))
                .sum();
        return enclaves() - absent;
    }

    /** Bytes of all private memories of a complete chip. */
    public long privateBytes() {
        long bytes = (long) usual() * enclave.memoryBytes();
        for (UnlikeTiles.Kind kind : tiles.kinds()) {
            bytes += (long) kind.tiles().size() * kind.enclaves() * kind.memoryBytes();
        }
        return bytes;
    }

    /** Enclaves of it that are like most. */
    int usual() {
        return existing()
                - tiles.kinds().stream()
                        .mapToInt(kind -> kind.tiles().size() * kind.enclaves())
                        .sum();
    }

    /** The kind of an enclave's tile, counted from 0, or -1. */
    int kind(int number) {
        UnlikeTiles.Kind kind = kindOf(number);
        return kind == null ? -1 : tiles.kinds().indexOf(kind);
    }

    /** Whether an endpoint of a tile of a complete chip has an enclave. */
    boolean exists(int number) {
        UnlikeTiles.Kind kind = kindOf(number);
        return kind == null || number % mesh.endpointsPerRouter() < kind.enclaves();
    }

    /** Whether only actors live in an enclave that are pinned there. */
    boolean reserved(int number) {
        UnlikeTiles.Kind kind = kindOf(number);
        return kind != null && kind.reserved();
    }

    private UnlikeTiles.Kind kindOf(int number) {
        int tile = number / mesh.endpointsPerRouter();
        for (UnlikeTiles.Kind kind : tiles.kinds()) {
            if (kind.tiles().contains(tile)) {
                return kind;
            }
        }
        return null;
    }

    /** What this chip is billed for. */
    public EnergyModel energy() {
        return ChipEnergy.of(complete());
    }

    /** Number of enclaves; they are the endpoints of the same number. */
    public int enclaves() {
        return mesh.tileEndpoints();
    }

    /** What hangs at the edge of the mesh: control nodes, and a port for a device at every further endpoint. */
    public EdgeEndpoints edge() {
        return new EdgeEndpoints(
                mesh.tileEndpoints(), control.nodes(), Math.max(0, mesh.edgeEndpoints() - control.nodes()));
    }

    /** Endpoint of the root of the control plane. */
    public int controlEndpoint() {
        return edge().control(0);
    }

    /** Endpoint of a device of the deployment; before all of them comes the store of actors that are away, if there is one. */
    int deviceEndpoint(int device) {
        return edge().device(device + (multiplex.on() ? 1 : 0));
    }

    /** This chip with ports for at least so many devices at the edge, as {@link EdgeEndpoints} has them. */
    public ChipSpec withDevices(int devices) {
        int own = multiplex.on() ? 1 : 0; // the store of actors that are away
        int wanted = edge().controlNodes() + own + devices;
        if (wanted <= mesh.edgeEndpoints()) {
            return this;
        }
        Check.isTrue(
                wanted <= mesh.height(),
                "the scenario has " + devices
                        + (own > 0 ? " devices and a store for actors that take turns" : " devices")
                        + ", which with " + edge().controlNodes()
                        + " control nodes need " + wanted + " endpoints at the edge, one a row, and the mesh has "
                        + mesh.height() + " rows. Raise network.height, or leave a device out.");
        return withMesh(mesh.withEdgeEndpoints(wanted));
    }

    /** Femtoseconds of a cycle of the mesh. */
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

    /** Bytes of registers in the network interface of an enclave: handles, the send queue, and the credits of each peer. */
    public long interfaceBytes() {
        return enclave.interfaceBytes()
                + (long) PairCredits.REGISTER_BYTES * standingCredits().peers();
    }

    /** Who may send to whom without asking for room first. */
    StandingCredits standingCredits() {
        return new StandingCredits(mesh(), edge(), enclave);
    }
}
