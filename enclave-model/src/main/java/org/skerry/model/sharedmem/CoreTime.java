package org.skerry.model.sharedmem;

import java.util.List;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** How the cycles of one core pass: what they are spent on, and whether it goes on in this one or something has to come first. */
final class CoreTime implements Stateful {
    /** What its cycles are spent on: its actors leave it when they wait, so that it waits for lines only. */
    private static final List<CyclePart> PARTS = List.of(
            CyclePart.COMPUTE,
            CyclePart.PRIVATE_MEMORY,
            CyclePart.TRANSLATION,
            CyclePart.INSTRUCTION_FETCH,
            CyclePart.L2,
            CyclePart.SHARED_CACHE,
            CyclePart.OTHER_CORE,
            CyclePart.DRAM,
            CyclePart.UNSERVED,
            CyclePart.MESSAGE_SOFTWARE,
            CyclePart.IDLE);

    /** The same on a machine with caches of instructions, or without. */
    static List<CyclePart> parts(boolean code) {
        return code
                ? PARTS
                : PARTS.stream()
                        .filter(part -> part != CyclePart.INSTRUCTION_FETCH)
                        .toList();
    }

    private final int number;
    private final Cores cores;
    private final CoreCounters counters;
    private final CycleAccount account = new CycleAccount();
    private boolean blocked = true; // until an event, a line or the end of a guest step
    private long waitSince;
    private boolean forCode; // it waits for a line of code

    CoreTime(int number, Cores cores, CoreCounters counters) {
        this.number = number;
        this.cores = cores;
        this.counters = counters;
    }

    CycleAccount account() {
        return account;
    }

    /** Whether something has to come first. */
    boolean blocked() {
        return blocked;
    }

    /** Something has to come first. */
    void block() {
        blocked = true;
    }

    /** What had to come first is there. */
    void goOn() {
        blocked = false;
    }

    /** From now on its cycles are spent on this. */
    void spend(long cycle, CyclePart part) {
        account.turnTo(cycle, part);
    }

    /** It goes on at another cycle, unless that has come. */
    void sleepUntil(long cycle, long until) {
        if (until > cycle) {
            blocked = true;
            cores.wakeCore(until, number);
        }
    }

    /** Stands still until a line is there. */
    void stall(long cycle) {
        blocked = true;
        waitSince = cycle;
        forCode = false;
        account.turnTo(cycle, CyclePart.UNSERVED);
    }

    /** The same for a line of code. */
    void stallForCode(long cycle) {
        stall(cycle);
        forCode = true;
    }

    /** The line that it stands still for is there, and it is known from where. */
    void served(long cycle, Server server) {
        counters.stall(server, cycle - waitSince);
        account.resolve(cycle, forCode ? CyclePart.INSTRUCTION_FETCH : partOf(server));
        waitSince = cycle;
    }

    private static CyclePart partOf(Server server) {
        return switch (server) {
            case L2 -> CyclePart.L2;
            case SHARED_CACHE -> CyclePart.SHARED_CACHE;
            case OTHER_CORE -> CyclePart.OTHER_CORE;
            case DRAM -> CyclePart.DRAM;
        };
    }

    @Override
    public void save(StateWriter out) {
        account.save(out);
        out.writeBoolean(blocked);
        out.writeLong(waitSince);
        out.writeBoolean(forCode);
    }

    @Override
    public void load(StateReader in) {
        account.load(in);
        blocked = in.readBoolean();
        waitSince = in.readLong();
        forCode = in.readBoolean();
    }
}
