package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.fault.BreakageCounts;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityHash;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LifeObserver;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What is written down about the enclaves of a slice: the hash of each enclave's history, counters, what actors logged and how they
 * died; and whoever watches hears of it here. Nothing that is simulated reads it.
 */
final class Journal implements Stateful {
    private static final int STARTED = 1;
    private static final int SENT = 2;
    private static final int DELIVERED = 3;
    private static final int REFUSED = 4;
    private static final int TURN = 5;
    private static final int ENDED = 6;
    private static final int REVOKED = 7;
    private static final int LOGGED = 8;
    private static final int COMMANDED = 9;
    private static final int LOST = 10;
    private static final int RELOADED = 11;
    private static final int OVERSEEN = 12;
    private static final int FLIPPED = 13;

    /** Something an actor said or did, and the actor's rank: how many came to life on the chip before it. */
    record Ranked<T>(int rank, T what) {}

    private final int first; // enclave
    private final EntityHash[] histories; // by enclave here
    private final int[] kinds; // by enclave here, of its tile; null if all tiles are alike
    private final KindCounters kindCounters;
    private final FetchCounters fetches = new FetchCounters();
    private final ActorCounters counters = new ActorCounters();
    private final MessageCosts costs = new MessageCosts();
    private final MessageMeter meter;
    private final List<Ranked<LogLine>> log = new ArrayList<>();
    private final List<Ranked<ActorFault>> faults = new ArrayList<>();
    private final BreakageCounts breakages = new BreakageCounts();
    private RunObserver observer;
    private LifeObserver lives;

    /** The journal of {@code count} enclaves from {@code first}. */
    Journal(ChipSpec spec, int first, int count) {
        this.first = first;
        kinds = spec.tiles().kinds().isEmpty() || first >= spec.enclaves()
                ? null
                : IntStream.range(first, first + count).map(spec::kind).toArray();
        kindCounters = new KindCounters(spec.tiles().kinds().size());
        meter = new MessageMeter(spec, costs);
        histories =
                IntStream.range(first, first + count).mapToObj(EntityHash::new).toArray(EntityHash[]::new);
    }

    void observeLives(LifeObserver newObserver) {
        lives = newObserver;
    }

    void observe(RunObserver newObserver) {
        observer = newObserver;
    }

    /** What was counted in tiles that are not like the others. */
    KindCounters kindCounters() {
        return kindCounters;
    }

    /** What caches of instructions have met, if there are any. */
    FetchCounters fetches() {
        return fetches;
    }

    ActorCounters counters() {
        return counters;
    }

    /** What has broken here. */
    BreakageCounts breakages() {
        return breakages;
    }

    /** Bits of a word of an enclave's memory were turned over. */
    void flipped(long cycle, int enclave, long address, long bits) {
        record(cycle, enclave, FLIPPED, Mix.combine(address, bits));
    }

    /** What messages have cost that came to actors here. */
    MessageCosts costs() {
        return costs;
    }

    /** Adds to these costs. */
    MessageMeter meter() {
        return meter;
    }

    List<Ranked<LogLine>> log() {
        return log;
    }

    List<Ranked<ActorFault>> faults() {
        return faults;
    }

    // ---- actors ------------------------------------------------------------------------------------------------

    /** An actor has begun to live, or another program in its place. */
    void lifeBegun(long cycle, long actor) {
        if (lives != null) {
            lives.onLifeBegun(cycle, actor);
        }
    }

    /** An actor has ended, or lost its state. */
    void lifeEnded(long cycle, long actor, EndReason reason, int code) {
        if (lives != null) {
            lives.onLifeEnded(cycle, actor, reason, code);
        }
    }

    /** A program has linked its actor to another one, or no longer. */
    void linked(long cycle, long actor, long peer, boolean on) {
        if (lives != null) {
            lives.onLink(cycle, actor, peer, on);
        }
    }

    /** A program would rather be told of ends along links, or no longer. */
    void trapsExits(long cycle, long actor, boolean on) {
        if (lives != null) {
            lives.onTrapExits(cycle, actor, on);
        }
    }

    void started(long cycle, int enclave, long actor) {
        lifeBegun(cycle, actor);
        counters.started++;
        record(cycle, enclave, STARTED, actor);
        if (observer != null) {
            observer.onActorStarted(cycle, actor, enclave);
        }
    }

    /** An actor has ended; {@code fault} is null unless it died of one. */
    void ended(long cycle, int enclave, Resident actor, String how, GuestFault fault) {
        counters.ended++;
        record(cycle, enclave, ENDED, Mix.hash(how));
        if (fault != null) {
            counters.faulted++;
            faults.add(new Ranked<>(actor.rank, new ActorFault(actor.name, cycle, fault)));
        }
        if (observer != null) {
            observer.onActorEnded(cycle, actor.id, enclave, how);
        }
    }

    void logged(long cycle, int enclave, Resident actor, byte[] line) {
        record(cycle, enclave, LOGGED, line.length);
        history(enclave).addBytes(line, 0, line.length);
        log.add(new Ranked<>(actor.rank, new LogLine(cycle, actor.name, LogLine.decode(line))));
    }

    // ---- messages ----------------------------------------------------------------------------------------------

    void sent(long cycle, EntityHash history, Message message) {
        counters.sent++;
        counters.bytes += message.wireBytes();
        recordWithPayload(cycle, history, SENT, message);
        if (observer != null) {
            observer.onMessageSent(cycle, history.entity(), message);
        }
    }

    void delivered(long cycle, EntityHash history, Message message) {
        counters.delivered++;
        recordWithPayload(cycle, history, DELIVERED, message);
        if (observer != null) {
            observer.onMessageDelivered(cycle, history.entity(), message);
        }
    }

    void refused(long cycle, int enclave, Message message, Status why) {
        counters.refused++;
        record(cycle, enclave, REFUSED, Mix.combine(message.id(), why.code()));
        if (observer != null) {
            observer.onMessageRefused(cycle, enclave, message, why);
        }
    }

    /** The control plane has done something to the enclave. */
    void commanded(long cycle, int enclave, CommandParcel command) {
        record(cycle, enclave, COMMANDED, Mix.combine(command.actor(), command.order()));
    }

    /** Another image has taken the place of an actor's. */
    void reloaded(long cycle, int enclave, long image) {
        record(cycle, enclave, RELOADED, image);
    }

    /** A message was in the mailbox of an enclave that was cleared, or came to it meanwhile. */
    void lost(long cycle, int enclave, Message message) {
        record(cycle, enclave, LOST, message.id());
    }

    void revoked(long cycle, int enclave, long capability) {
        record(cycle, enclave, REVOKED, capability);
        if (observer != null) {
            observer.onRevoked(cycle, enclave, capability);
        }
    }

    /** Somebody has asked something about the actor through a capability. */
    void overseen(long cycle, int enclave, long wish) {
        record(cycle, enclave, OVERSEEN, wish);
    }

    // ---- turns -------------------------------------------------------------------------------------------------

    void turnEnded(
            long startCycle,
            long cycle,
            EntityHash history,
            long actor,
            Delivery entry,
            Ledger ledger,
            long busyCycles) {
        Message message = entry.message();
        counters.turnEnded(ledger, busyCycles);
        if (kinds != null && kinds[history.entity() - first] >= 0) {
            kindCounters.turnEnded(kinds[history.entity() - first], ledger);
        }
        if (message.kind() == MessageKind.USER) {
            counters.turnLatency.record(cycle - entry.sentCycle());
        }
        long instructions = ledger.instructions();
        long what = startCycle * Mix.GOLDEN + instructions;
        history.add(cycle, TURN, message.id(), what, what);
        if (observer != null) {
            observer.onTurn(startCycle, cycle, actor, history.entity(), message, instructions);
        }
    }

    // ---- the hash ----------------------------------------------------------------------------------------------

    /** Reads the history of the enclave that is at {@code place} in the slice; the number means nothing. */
    long foresee(int place) {
        return histories[place].low() + histories[place].high();
    }

    /** The hash of an enclave's history, for those of its parts that add to it in each turn. */
    EntityHash history(int enclave) {
        return histories[enclave - first];
    }

    private void record(long cycle, int enclave, int event, long payload) {
        history(enclave).add(cycle, event, payload);
    }

    private static void recordWithPayload(long cycle, EntityHash history, int event, Message message) {
        history.add(cycle, event, message.id(), message.payloadHashLow(), message.payloadHashHigh());
    }

    /** Adds the history of an enclave to the digest of the run. */
    void digest(int enclave, DigestCombiner digest) {
        digest.add(enclave, history(enclave).high(), history(enclave).low());
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        EntityHash.saveAll(histories, out);
        counters.save(out);
        kindCounters.save(out);
        fetches.save(out);
        costs.save(out);
        breakages.save(out);
        out.writeInts(log.stream().mapToInt(Ranked::rank).toArray());
        LogLine.writeAll(log.stream().map(Ranked::what).toList(), out);
        out.writeInts(faults.stream().mapToInt(Ranked::rank).toArray());
        ActorFault.writeAll(faults.stream().map(Ranked::what).toList(), out);
    }

    @Override
    public void load(StateReader in) {
        EntityHash.loadAll(histories, in);
        counters.load(in);
        kindCounters.load(in);
        fetches.load(in);
        costs.load(in);
        breakages.load(in);
        int[] ranks = readRanks(in);
        List<LogLine> lines = new ArrayList<>();
        LogLine.readAll(lines, in);
        join(ranks, lines, log);
        ranks = readRanks(in);
        List<ActorFault> deaths = new ArrayList<>();
        ActorFault.readAll(deaths, in);
        join(ranks, deaths, faults);
    }

    private static int[] readRanks(StateReader in) {
        int[] ranks = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = in.readInt();
        }
        return ranks;
    }

    private static <T> void join(int[] ranks, List<T> whats, List<Ranked<T>> joined) {
        joined.clear();
        for (int i = 0; i < ranks.length; i++) {
            joined.add(new Ranked<>(ranks[i], whats.get(i)));
        }
    }
}
