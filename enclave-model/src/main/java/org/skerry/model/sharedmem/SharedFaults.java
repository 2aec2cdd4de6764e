package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.BreakageCounts;
import org.skerry.model.fault.Fault;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSchedule;
import org.skerry.model.fault.FaultSites;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.fault.WordGuard;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.noc.Network;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.trace.MemoryRegion;

/**
 * What breaks of a shared-memory machine, by the same schedules as of a chip:
 *
 * <pre>
 *   tile, router   the core stands still, the slice with its directory is gone: a machine check, which stops the machine
 *   link           the mesh goes round it, as a chip's does; if nothing leads to a slice any more, a machine check
 *   hang           the dispatcher thread on a core stands still, with the actor that it runs
 *   flip           of physical memory; an error that the check of words notices stops the process that all actors share
 *   node           refused: there is no control plane
 * </pre>
 */
final class SharedFaults implements Stateful {
    private final FaultSpec spec;
    private final SharedMemorySpec machine;
    private final Cores cores;
    private final WordGuard guard;
    private final BreakageCounts counts = new BreakageCounts();
    private final List<Breakage> came = new ArrayList<>();
    private List<Fault> faults = List.of();
    private List<String> actors = List.of();
    private FaultSchedule schedule = FaultSchedule.NONE;
    private int struck;

    SharedFaults(FaultSpec spec, SharedMemorySpec machine, Cores cores) {
        this.spec = spec;
        this.machine = machine;
        this.cores = cores;
        guard = new WordGuard(spec.guard());
    }

    /** The actors are known: faults are drawn. */
    void deploy(DeploymentPlan plan, Network network) {
        actors = plan.actors().stream()
                .filter(actor -> !plan.isDevice(actor))
                .map(DeploymentPlan.ActorPlan::name)
                .toList();
        for (FaultRule rule : spec.rules()) {
            if (rule.kind() != FaultKind.FLIP && rule.kind() != FaultKind.HANG && actors.contains(rule.target())) {
                throw new ConfigException(
                        "faults: '" + rule.target() + "' has no tile on this machine, where actors move from"
                                + " core to core. Name a tile by its number.");
            }
            boolean central = rule.aim() == FaultRule.Aim.CENTRAL && rule.kind() == FaultKind.FLIP;
            if (rule.aim() == FaultRule.Aim.DEGREE || central) {
                throw new ConfigException("faults: " + rule.kind().word() + " "
                        + rule.aim().name().toLowerCase(Locale.ROOT)
                        + ": places are ranked by who lives there, and on this machine actors move from core to core"
                        + " and have no place of their own. Take random"
                        + (central ? "." : ", central or a number."));
            }
        }
        Check.isTrue(
                !spec.ofNetwork() || machine.endpoints().coresPerTile() == 1,
                "faults: tiles of the machine have " + machine.endpoints().coresPerTile()
                        + " cores, and what breaks with a tile is known for one. Give the network as many routers as cores, or leave"
                        + " dead tiles, routers and links and noise away.");
        FaultSites mesh = new FaultSites(
                machine.mesh().width(),
                machine.mesh().height(),
                1, // core and slice stand at one router, and core n at router n
                core -> core < machine.cores(),
                name -> actors.contains(name) ? machine.mesh().routers() + actors.indexOf(name) : -1,
                core -> 0,
                0,
                machine::cycleAt,
                Map.of(FaultKind.NODE, "this machine has no control plane, and so no node of one that could be lost"));
        FaultSites memory = new FaultSites(
                actors.size(), 1, 1, actor -> true, actors::indexOf, actor -> 0, 0, machine::cycleAt, Map.of());
        List<Fault> all = new ArrayList<>(
                FaultSchedule.of(spec, mesh, kind -> kind != FaultKind.FLIP).faults());
        all.addAll(
                FaultSchedule.of(spec, memory, kind -> kind == FaultKind.FLIP).faults());
        all.sort(Comparator.comparingLong(Fault::cycle));
        schedule = new FaultSchedule(all);
        faults = all;
        if (spec.ofNetwork()) {
            NetworkFaults.tell(network, schedule, machine.mesh().width());
        }
    }

    FaultSchedule schedule() {
        return schedule;
    }

    BreakageCounts counts() {
        return counts;
    }

    List<Breakage> came() {
        return List.copyOf(came);
    }

    long nextCycle() {
        return struck < faults.size() ? faults.get(struck).cycle() : Component.IDLE;
    }

    /** Everything strikes whose cycle has come. */
    void strike(long cycle) {
        while (struck < faults.size() && faults.get(struck).cycle() <= cycle) {
            Fault fault = faults.get(struck++);
            counts.struck(fault.kind());
            String what = strike(cycle, fault);
            came.add(new Breakage(cycle, fault.text(), what));
            if (what.startsWith("detected")) {
                throw RuntimePanic.machineCheck("two bits of a word of memory were wrong");
            }
        }
    }

    private String strike(long cycle, Fault fault) {
        return switch (fault.kind()) {
            case TILE, ROUTER -> {
                hang(cycle, fault.place());
                yield "a core and a slice with its directory are gone";
            }
            case LINK -> "the mesh goes round it";
            case HANG -> {
                int places = machine.mesh().routers();
                int core = fault.place() < places ? fault.place() : cores.coreOf(actors.get(fault.place() - places));
                yield core < 0 ? "the actor ran on no core" : "core " + core + hang(cycle, core);
            }
            case FLIP -> flip(cycle, fault);
            case NODE -> throw new IllegalStateException(fault.text() + " is nothing of this machine");
        };
    }

    private String hang(long cycle, int core) {
        return core < machine.cores() ? cores.hang(cycle, core) : " is not there";
    }

    private String flip(long cycle, Fault fault) {
        String actor = actors.get(fault.place());
        SharedActor struckActor = cores.named(actor);
        if (struckActor == null || struckActor.ended()) {
            counts.nowhere();
            return "'" + actor + "' has ended";
        }
        long bit = bit(actor, struckActor, fault);
        if (bit < 0) {
            counts.nowhere();
            return "no byte of it was in use";
        }
        long address = bit / Long.SIZE * Long.BYTES;
        int first = (int) Math.min(bit % Long.SIZE, Long.SIZE - fault.bits());
        long mask = (1L << fault.bits()) - 1 << first;
        WordGuard.Verdict verdict = guard.flip(cycle, address / Long.BYTES, mask);
        counts.flipped(verdict);
        String where = " at 0x" + Long.toHexString(address) + " ("
                + cores.bytes().space().owner(address) + ")";
        if (verdict == WordGuard.Verdict.SILENT) {
            for (int i = 0; i < Long.BYTES; i++) {
                long byteMask = mask >>> 8 * i & 0xff;
                if (byteMask != 0 && cores.bytes().space().decodes(address + i, 1)) {
                    long was = cores.bytes().space().load(address + i, 1);
                    cores.bytes().space().store(address + i, 1, was ^ byteMask);
                }
            }
        }
        return verdict.name().toLowerCase(Locale.ROOT) + where;
    }

    /** The physical address of the first bit that a flip turns over; -1 if there is none. */
    private long bit(String actor, SharedActor struckActor, Fault fault) {
        long base = struckActor.memory.base();
        if (fault.exact()) {
            boolean inside = fault.draw() < 8 * struckActor.memory.sizeBytes();
            return fault.region() == FlipRegion.LINEAR && inside ? 8 * base + fault.draw() : -1;
        }
        List<Long> words = new ArrayList<>();
        if (fault.region() != FlipRegion.MAILBOX && fault.region() != FlipRegion.RUNTIME) {
            FlipRegion.wordsInUse(struckActor.memory.bytes(), base, words);
        }
        if (fault.region() != FlipRegion.LINEAR) {
            for (MemoryRegion region : cores.bytes().memoryMap()) {
                boolean mailbox = region.what().contains("mailbox");
                boolean wanted = fault.region() == FlipRegion.USED
                        || fault.region() == FlipRegion.ANYWHERE
                        || mailbox == (fault.region() == FlipRegion.MAILBOX);
                if (region.actor().equals(actor) && region.base() != base && wanted) {
                    byte[] bytes = new byte[(int) region.bytes()];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) cores.bytes().space().load(region.base() + i, 1);
                    }
                    FlipRegion.wordsInUse(bytes, region.base(), words);
                }
            }
        }
        if (words.isEmpty()) {
            return -1;
        }
        long at = fault.draw() % ((long) Long.SIZE * words.size());
        return 8 * words.get((int) (at / Long.SIZE)) + at % Long.SIZE;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(struck);
        came.forEach(each -> each.write(out));
        counts.save(out);
        guard.save(out);
    }

    @Override
    public void load(StateReader in) {
        struck = in.readInt();
        came.clear();
        for (int i = 0; i < struck; i++) {
            came.add(Breakage.read(in));
        }
        counts.load(in);
        guard.load(in);
    }
}
