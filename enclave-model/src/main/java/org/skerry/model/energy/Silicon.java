package org.skerry.model.energy;

import static org.skerry.model.technology.Constant.CORE_AREA;
import static org.skerry.model.technology.Constant.CORE_CYCLE;
import static org.skerry.model.technology.Constant.CORE_INSTRUCTION;
import static org.skerry.model.technology.Constant.FETCH_SHARE;
import static org.skerry.model.technology.Constant.INTERFACE_BIT;
import static org.skerry.model.technology.Constant.LINK_BIT_MM;
import static org.skerry.model.technology.Constant.LOGIC_LEAKAGE;
import static org.skerry.model.technology.Constant.ROUTER_AREA;
import static org.skerry.model.technology.Constant.ROUTER_BIT;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.model.technology.UnitCost;
import org.skerry.noc.topology.MeshSpec;

/** What every machine is made of, billed the same on each: cores, routers, links, interfaces. */
public final class Silicon {
    private static final String FETCHES = "instruction caches";
    private static final int FETCHED_BITS = 32; // of an instruction

    private final EnergyModel.Builder bill;
    private final long femtosecondsPerCycle;
    private UnitCost instruction = CORE_INSTRUCTION.cost();
    private String instructionText = "instructions";

    /** Adds to {@code bill}; a cycle of the mesh is so long. */
    public Silicon(EnergyModel.Builder bill, long femtosecondsPerCycle) {
        this.bill = bill;
        this.femtosecondsPerCycle = femtosecondsPerCycle;
    }

    /**
     * From here on an instruction is billed without its fetch, as the caches of instructions of {@code count} cores are billed for themselves: 32 bits read
     * for each instruction, of guests or of software, a lookup for each change of line, and the lines that come in. What a core's own area has of such a
     * cache already is not known, and not taken off.
     *
     * @param software metrics of cycles of software, an instruction each
     * @param changes  metrics of changes of line
     * @param misses   metric of lines that come in
     */
    public Silicon fetchedThrough(
            CacheSpec cache, long count, CoreSpec core, String software, List<String> changes, String misses) {
        instruction = CORE_INSTRUCTION.cost().times(1 - FETCH_SHARE.cost().best());
        instructionText = "instructions without their fetch";
        Caches caches = new Caches(bill, femtosecondsPerCycle);
        UnitCost fetch = new SramModel(cache.sizeBytes()).read(FETCHED_BITS);
        bill.charge(FETCHES, "turns.instructions", "instructions of " + FETCHED_BITS + " bits fetched", fetch);
        bill.charge(
                FETCHES,
                software,
                "cycles of software, an instruction fetched in each",
                fetch.times(coreCyclesPerCycle(core)));
        caches.lookups(changes, "changes of line of code", cache);
        caches.writes(FETCHES, List.of(misses), "lines of code that came in", cache, 8 * cache.lineBytes());
        caches.standing(FETCHES, count, cache);
        return this;
    }

    /** {@code count} cores that run actors. An instruction of software is charged for each cycle that the software takes. */
    public Silicon cores(long count, CoreSpec core) {
        work(core);
        idle(count, core);
        bill.area("cores", count, "core", CORE_AREA.cost());
        return this;
    }

    /** What cores execute, without their clock and leakage. */
    public Silicon work(CoreSpec core) {
        UnitCost softwareCycle = instruction.times(coreCyclesPerCycle(core));
        bill.charge("guest code", "turns.instructions", instructionText, instruction);
        bill.charge(
                "message software",
                "cycles.messageSoftware",
                "cycles, taken for an instruction of software each",
                softwareCycle);
        return this;
    }

    /** The clock and leakage of {@code count} cores, less what those save whose cycles these metrics count, by shares of it. */
    public Silicon sleeping(long count, CoreSpec core, Map<String, Double> saved) {
        bill.chargeLess(
                "clock and leakage",
                "run.cycles",
                count,
                saved,
                "cycles of a core, those asleep by what they still take",
                CORE_CYCLE.cost().times(coreCyclesPerCycle(core)));
        return this;
    }

    /** The clock and leakage of {@code count} cores, whatever they do. */
    public Silicon idle(long count, CoreSpec core) {
        bill.charge(
                "clock and leakage",
                "run.cycles",
                "cycles of " + count + " cores",
                CORE_CYCLE.cost().times(count * coreCyclesPerCycle(core)));
        return this;
    }

    private static double coreCyclesPerCycle(CoreSpec core) {
        return (double) core.clock().p() / core.clock().q();
    }

    /** A mesh whose routers are so many millimetres apart, and {@code interfaces} at its endpoints. */
    public Silicon network(MeshSpec mesh, double linkMillimetres, long interfaces) {
        int bits = 8 * mesh.flitBytes();
        String flit = "flits of " + bits + " bits";
        bill.charge(
                "routers",
                "network.routerFlits",
                flit + " through a router",
                ROUTER_BIT.cost().times(bits));
        bill.charge(
                "links",
                "network.linkFlits",
                String.format(Locale.ROOT, "%s over %.2f mm", flit, linkMillimetres),
                LINK_BIT_MM.cost().times(bits * linkMillimetres));
        UnitCost passage = INTERFACE_BIT.cost().times(bits);
        bill.charge("network interfaces", "network.flits", flit + ", inwards", passage);
        bill.chargeDifference(
                "network interfaces", "network.routerFlits", "network.linkFlits", flit + ", outwards", passage);
        // An interface has a buffer for each virtual network, as a router has for each port: taken as half a router.
        // Assumption.
        UnitCost router = routerArea(mesh);
        bill.area("routers", mesh.routers(), "router for flits of " + bits + " bits", router);
        bill.area("network interfaces", interfaces, "interface, as half a router", router.times(0.5));
        double logic = router.best() * (mesh.routers() + 0.5 * interfaces);
        bill.power(
                "clock and leakage",
                String.format(Locale.ROOT, "%.3f mm2 of routers and interfaces", logic),
                LOGIC_LEAKAGE.cost().times(logic),
                femtosecondsPerCycle);
        return this;
    }

    /**
     * Buffers, virtual channels and allocators of time-division domains beyond the first: each taken as the routers and interfaces once more,
     * which is too much by the crossbars that domains share. Assumption.
     */
    public Silicon furtherDomains(MeshSpec mesh, long interfaces, int domains) {
        double routers = (domains - 1) * (mesh.routers() + 0.5 * interfaces);
        if (routers > 0) {
            bill.area("routers", (domains - 1L) * mesh.routers(), "router of a further domain", routerArea(mesh));
            bill.area(
                    "network interfaces",
                    (domains - 1) * interfaces,
                    "interface of a further domain, as half a router",
                    routerArea(mesh).times(0.5));
            bill.power(
                    "clock and leakage",
                    String.format(
                            Locale.ROOT,
                            "%.3f mm2 of routers and interfaces of further domains",
                            routerArea(mesh).best() * routers),
                    LOGIC_LEAKAGE.cost().times(routerArea(mesh).best() * routers),
                    femtosecondsPerCycle);
        }
        return this;
    }

    /** Area of a router of a mesh. */
    public static UnitCost routerArea(MeshSpec mesh) {
        return ROUTER_AREA.cost().times(8.0 * mesh.flitBytes() / 32);
    }
}
