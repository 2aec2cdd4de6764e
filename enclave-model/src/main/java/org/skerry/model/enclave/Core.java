package org.skerry.model.enclave;

import java.util.List;
import org.skerry.model.core.CoreTimes;
import org.skerry.model.core.TurnReplay;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.EntityHash;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.Hold;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The core of an enclave that runs turns: first the guest, up to the next synchronisation point, then what it did in simulated time.
 *
 * <pre>
 *   ASLEEP --message--> CALLED --guest returns or is held--> REPLAYING --end of turn--> ASLEEP or CALLED
 *                         ^                                   |     ^
 *                         |                        send queue full  room
 *                         |                                   v     |
 *                         +--clock read----- AWAITING     STALLED --+
 *                         +--reply arrives--/
 * </pre>
 *
 * <p>A core without power is WAKING before it is CALLED: see {@link CorePower}.
 */
final class Core implements GuestCall, Stateful {
    /** What the core is doing. */
    enum State {
        ASLEEP,
        CALLED,
        REPLAYING,
        STALLED,
        AWAITING,
        WAKING
    }

    /** What its cycles are spent on: an enclave has no cache, and its core serves one actor. */
    static final List<CyclePart> PARTS = List.of(
            CyclePart.COMPUTE,
            CyclePart.PRIVATE_MEMORY,
            CyclePart.MESSAGE_SOFTWARE,
            CyclePart.SEND_STALL,
            CyclePart.AWAITING_REPLY,
            CyclePart.IDLE);

    private static final State[] STATES = State.values();

    // Their ordinals: a reference is dearer to write, which is done three times a turn.
    private static final int ASLEEP = State.ASLEEP.ordinal();
    private static final int CALLED = State.CALLED.ordinal();
    private static final int REPLAYING = State.REPLAYING.ordinal();
    private static final int STALLED = State.STALLED.ordinal();
    private static final int AWAITING = State.AWAITING.ordinal();
    private static final int WAKING = State.WAKING.ordinal();

    private final Enclave enclave;
    private final int number; // of the enclave
    private final Damage damage; // null where nothing can break
    private final ChipSpec spec;
    private final Journal journal;
    private final EntityHash history; // of the enclave
    private final NetworkInterface network;
    private final Mailbox mailbox; // of that
    private final TurnReplay replay;
    private final CycleAccount account; // of the enclave
    private final OpenCall openCall;
    private final LedgerDeeds deeds;
    private final long wakeUpCycles;
    private final long receiveCycles; // of its software, for one message
    private final long turnCycles; // most of a turn, or 0
    private final CorePower power; // null if cores neither sleep nor have a budget
    private long wokenAt; // if it is waking, since when
    private long awakeAt; // if it is waking, when it will have power
    private long darkCycles; // for which a turn that is being begun has waited for power
    private int state = ASLEEP;
    private Delivery current; // the message being handled
    private long startCycle;
    private long dueAt; // if it is replaying and has no power management, when what comes next happens
    private Step step; // how far the guest came, while that is replayed; null if its turn is over
    private Hold hold; // of the guest, if it is held
    private DeviceServer device; // what stands here in place of a core, at an endpoint at the edge; else null

    Core(
            Enclave enclave,
            int number,
            ChipPlan plan,
            Journal journal,
            NetworkInterface network,
            CorePower power,
            CycleAccount account) {
        CoreTimes times = plan.coreTimes(number);
        this.account = account;
        this.wakeUpCycles = times.wakeUpMeshCycles();
        this.power = power;
        this.enclave = enclave;
        this.number = number;
        this.damage = enclave.damage();
        this.spec = plan.specOf(number);
        this.journal = journal;
        this.history = journal.history(number);
        this.network = network;
        this.mailbox = network.mailbox();
        this.turnCycles = spec.watchdog().turnCycles();
        this.replay = new TurnReplay(spec.core(), times);
        this.openCall = new OpenCall(enclave, spec.core().receiveMeshCycles());
        this.deeds = new LedgerDeeds(
                enclave,
                journal,
                network,
                openCall,
                replay,
                spec.core().softwareMeshCycles(spec.core().sendCycles()));
        this.receiveCycles = spec.core().busyCycles(0, 0, 0, 0);
    }

    /** Reads what the next event will need, itself first and then its parts; the numbers mean nothing. */
    long foresee() {
        return startCycle + wokenAt;
    }

    /** Of its parts, what it needs to begin a turn. */
    long foreseeBegin() {
        return replay.foresee();
    }

    /** Of its parts, what it needs to go on with a turn. */
    long foreseeParts() {
        return replay.foresee() + deeds.foresee() + account.foresee();
    }

    /** The message that is being handled; null between turns. */
    Delivery current() {
        return current;
    }

    State state() {
        return device != null && device.blocked() ? State.STALLED : STATES[state];
    }

    /** A device stands here in place of a core. */
    void replaceBy(DeviceServer newDevice) {
        device = newDevice;
    }

    /** Adds what is counted about the device that stands here. */
    void register(StatsRegistry registry, String prefix) {
        device.register(registry, prefix);
    }

    boolean isDevice() {
        return device != null;
    }

    CycleAccount account() {
        return account;
    }

    boolean held() {
        return hold != null;
    }

    /** The call that the guest waits for, or null. */
    Message call() {
        return openCall.message();
    }

    /** Whether the answer to it is there. */
    boolean isAnswered() {
        return openCall.isAnswered();
    }

    /** A message waits in the mailbox; a sleeping core wakes up for it. */
    void wake(long cycle) {
        if (device != null) {
            device.arrived(cycle);
        } else if (state == ASLEEP && !enclave.holdsCore() && !stands() && !hangs()) {
            long dark = power == null ? 0 : power.rouse(cycle);
            if (dark > 0) {
                state = WAKING;
                wokenAt = cycle;
                awakeAt = cycle + dark;
                enclave.wakeCoreAt(awakeAt);
            } else {
                begin(cycle, cycle + wakeUpCycles);
            }
        }
    }

    /** Whether it sleeps and would begin a turn on a message at once. Where anything is out of the ordinary, {@link #wake} is asked. */
    boolean isReady() {
        return state == ASLEEP && enclave.isOrdinary();
    }

    /** Begins a turn on a message, as it {@link #isReady}. */
    void begin(long cycle, Delivery message) {
        begin(cycle, cycle + wakeUpCycles, message);
    }

    private boolean hangs() {
        return damage != null && damage.hung();
    }

    /** It stands still from now on, until it is reset. */
    void hang(long cycle) {
        if (state != CALLED) {
            working(cycle, false);
            account.turnTo(cycle, CyclePart.IDLE);
        }
    }

    /** Power is back; the message that it came back for may have gone meanwhile. */
    private void powered(long cycle) {
        if (network.hasMessage() && !enclave.holdsCore() && !stands()) {
            darkCycles = awakeAt - wokenAt;
            begin(cycle, cycle + wakeUpCycles);
            darkCycles = 0;
        } else {
            rest(cycle);
        }
    }

    private void rest(long cycle) {
        state = ASLEEP;
        if (power != null) {
            power.asleep(cycle);
        }
    }

    private void working(long cycle, boolean now) {
        if (power != null) {
            power.working(cycle, now);
        }
    }

    /** From now on the clock is so many times as slow as it could be. */
    void divideClock(long cycle, int division) {
        if (state == ASLEEP || state == WAKING) {
            replay.divideIdleClock(division);
        } else if (!power.works()) {
            replay.divideStandingClock(division);
        } else {
            replay.divideClock(cycle, division);
            enclave.wakeCoreAt(Math.max(cycle, replay.cycle()));
        }
    }

    /** The core stands still from now on, for the budget of its tile, or may go on. */
    void gate(long cycle, boolean stand) {
        if (stand == power.stands()) {
            return;
        }
        if (stand) {
            power.stand(cycle);
            if (power.stood()) {
                replay.stand(cycle);
                account.suspend(cycle);
            }
        } else if (power.goOn(cycle)) {
            replay.goOn(cycle);
            account.resume(cycle);
            enclave.wakeCoreAt(Math.max(cycle, replay.cycle()));
        } else if (state == ASLEEP && network.hasMessage()) {
            wake(cycle);
        } else if (state == STALLED) {
            enclave.wakeCoreAt(cycle);
        }
    }

    /** What it waited for has come while it stands still: it goes on when it may. */
    private void freeze(long cycle) {
        state = REPLAYING;
        replay.execute(cycle, account);
        account.suspend(cycle);
        replay.stand(cycle);
        working(cycle, true);
    }

    private boolean stands() {
        return power != null && power.stands();
    }

    /** Whether it waits for room to send; a device is asked by {@link #goesOnWithRoom}. */
    boolean isStalled() {
        return state == STALLED;
    }

    /** Whether it has waited for room to send and may go on now. */
    boolean goesOnWithRoom() {
        if (device != null) {
            return device.blocked() && network.sends().hasRoom();
        }
        return state == STALLED && !stands() && deeds.hasRoom();
    }

    /** Restored: an idle core has saved nothing of its clock. */
    void clockWas(int division) {
        if (state == ASLEEP || state == WAKING) {
            replay.divideIdleClock(division);
        }
    }

    /** What power management keeps of it; null if it does nothing. */
    CorePower power() {
        return power;
    }

    /**
     * Ends the turn where it stands; what of its ledger has not been carried out never will be.
     *
     * @return false if a guest is about to run at this very cycle; the enclave is reset when it has
     */
    boolean reset(long cycle) {
        if (state == CALLED) {
            return false;
        }
        if (hold != null) {
            hold.abandon();
            hold = null;
        }
        if (damage != null) {
            damage.reset();
        }
        if (current != null) {
            turnOver();
        }
        rest(cycle);
        account.turnTo(cycle, CyclePart.IDLE);
        current = null;
        step = null;
        openCall.abandon();
        return true;
    }

    private void turnOver() {
        if (turnCycles > 0) {
            enclave.watchdogs().remove(startCycle + turnCycles, number, 0);
        }
    }

    /** The turn lasts too long: the actor ends where it stands. */
    void hung(long cycle) {
        if (state == CALLED) { // its guest runs in this very cycle
            enclave.watchdogs().add(cycle + 1, number, 0);
            return;
        }
        if (current == null) {
            return;
        }
        String why = "a turn that began at cycle " + startCycle + " lasted more than " + turnCycles
                + " cycles: the watchdog of its enclave ended it";
        GuestFault fault = new GuestFault(GuestFault.Kind.HUNG, "?", why, 0);
        reset(cycle);
        enclave.departure()
                .end(cycle, "fault", fault, EndReason.TRAPPED, fault.kind().ordinal());
    }

    /** The guest has gone as far as it could: its ledger is carried out, unless the enclave is being cleared. */
    private void stepped(long cycle) {
        if (enclave.isOrdinary()) {
            goOn(cycle);
            return;
        }
        if (damage != null && damage.stopsCore()) {
            state = REPLAYING;
            damage.stepped(cycle);
            return;
        }
        if (enclave.management().inReset()) {
            state = REPLAYING;
            enclave.reset(cycle);
        } else if (enclave.management().stopping()) {
            state = REPLAYING;
            enclave.departure().stop(cycle);
        } else {
            advance(cycle);
        }
    }

    private void begin(long cycle, long awakeCycle) {
        begin(cycle, awakeCycle, network.takeMessage(cycle));
    }

    private void begin(long cycle, long awakeCycle, Delivery message) {
        current = message;
        startCycle = cycle;
        if (turnCycles > 0) {
            enclave.watchdogs().add(cycle + turnCycles, number, 0);
        }
        Turn turn = enclave.resident().turn;
        turn.begin(message.message());
        // Without power it was no longer than the message has waited.
        long dark = darkCycles == 0 ? 0 : Math.min(darkCycles, cycle - message.arrivedCycle());
        enclave.handled(message, cycle - dark, dark + awakeCycle - cycle, receiveCycles * replay.division());
        replay.begin(turn.ledger(), awakeCycle);
        replay.addSoftware(awakeCycle - cycle);
        offer();
    }

    private void offer() {
        if (power != null) {
            power.working(enclave.now(), true);
        }
        state = CALLED;
        enclave.offer();
    }

    // ---- the guest ---------------------------------------------------------------------------------------------

    @Override
    public Hold resumes() {
        return hold;
    }

    @Override
    public void run() {
        Resident resident = enclave.resident();
        Step came = resident.instance.step(resident.turn);
        step = came == Step.DONE ? null : came;
    }

    @Override
    public void finished() {
        hold = null;
        stepped(enclave.now());
    }

    @Override
    public void held(Hold newHold) {
        hold = newHold;
        step = new Step.Awaiting(enclave.resident().turn.syncPoint());
        journal.counters().holds++;
        stepped(enclave.now());
    }

    // ---- simulated time ----------------------------------------------------------------------------------------

    /** The cycle that was asked for has come, and nothing is out of the ordinary; false if it waits for room to send. */
    boolean due(long cycle) {
        if (state != REPLAYING) { // it was reset meanwhile
            return state != STALLED;
        }
        return dueAt > cycle || carryOut(cycle);
    }

    /** The same where something is out of the ordinary. */
    void dueUnusually(long cycle) {
        if (device != null) {
            device.proceed(cycle);
        } else if (hangs()) {
            return;
        } else if (state == REPLAYING) { // it was not reset meanwhile
            long next = power == null ? dueAt : replay.cycle();
            if (next > cycle) {
                return; // its clock was divided
            }
            if (stands()) {
                freeze(cycle);
            } else {
                carryOut(cycle);
            }
        } else if (state == WAKING && awakeAt <= cycle) {
            powered(cycle);
        }
    }

    /** Carries out everything of the turn whose cycle has come. */
    void advance(long cycle) {
        if (stands()) {
            freeze(cycle);
        } else {
            goOn(cycle);
        }
    }

    private void goOn(long cycle) {
        long next = replay.executeUntilNext(cycle, account);
        if (next > cycle) {
            waitFor(next);
        } else {
            carryOut(cycle);
        }
    }

    /** Carries out the next entry, whose cycle has come, and those after it; false if one waits for room to send. */
    private boolean carryOut(long cycle) {
        long next;
        do {
            if (replay.atEnd()) {
                endSegment(cycle);
                return true;
            }
            if (!deeds.carryOut(cycle)) {
                state = STALLED;
                working(cycle, false);
                account.turnTo(cycle, CyclePart.SEND_STALL);
                enclave.rested(cycle);
                return false;
            }
            next = replay.executeUntilNext(cycle, account);
        } while (next <= cycle);
        waitFor(next);
        return true;
    }

    /** It executes until the cycle of the next entry. */
    private void waitFor(long next) {
        state = REPLAYING;
        dueAt = next;
        enclave.wakeCoreAt(next);
    }

    /** The send queue has room again. */
    void unstall(long cycle) {
        if (device != null) {
            device.proceed(cycle);
            return;
        }
        if (hangs()) {
            return;
        }
        long stalled = cycle - replay.cycle();
        deeds.waited(stalled);
        journal.counters().sendStallCycles += stalled;
        replay.stallUntil(cycle);
        working(cycle, true);
        advance(cycle);
        deeds.waited(0);
    }

    private void endSegment(long cycle) {
        if (step instanceof Step.Awaiting awaiting) {
            endBeforeHold(cycle, awaiting);
        } else {
            endTurn(cycle);
        }
    }

    /** The guest is held at what it asked for: it is answered, or waits for that. */
    private void endBeforeHold(long cycle, Step.Awaiting awaiting) {
        if (awaiting.point() == SyncPoint.TIME && waits(cycle)) {
            return;
        }
        if (awaiting.point() == SyncPoint.CLOCK || awaiting.point() == SyncPoint.TIME) {
            enclave.resident().turn.answerClock(spec.nanoseconds(cycle));
            resume();
        } else if (awaiting.point() == SyncPoint.ACCESS) {
            resume();
        } else if (openCall.isAnswered()) {
            resumeWithAnswer(cycle);
        } else {
            state = AWAITING;
            working(cycle, false);
            account.turnTo(cycle, CyclePart.AWAITING_REPLY);
            enclave.rested(cycle);
        }
    }

    private void endTurn(long cycle) {
        Resident resident = enclave.resident();
        Ledger ledger = replay.ledger();
        journal.turnEnded(
                startCycle, cycle, history, resident.id, current, ledger, cycle - startCycle - replay.stallCycles());
        ledger.clearEntries();
        turnOver();
        enclave.tookTurn();
        current = null;
        account.turnTo(cycle, CyclePart.IDLE);
        if (step != null) {
            Step last = step;
            step = null;
            rest(cycle);
            endActor(cycle, last);
        } else if (!enclave.isOrdinary()) {
            endUnusually(cycle);
        } else if (mailbox.first() != null) {
            begin(cycle, cycle);
        } else {
            state = ASLEEP;
        }
    }

    /** The same where something is out of the ordinary: the core may have to rest though a message waits. */
    private void endUnusually(long cycle) {
        if (!enclave.givesWay() && network.hasMessage() && !enclave.holdsCore()) {
            begin(cycle, cycle);
        } else {
            rest(cycle);
            enclave.rested(cycle);
        }
    }

    /** Its last turn has ended in this way. */
    private void endActor(long cycle, Step last) {
        if (last instanceof Step.Trapped trapped) {
            GuestFault fault = trapped.fault();
            enclave.departure()
                    .end(cycle, "fault", fault, EndReason.TRAPPED, fault.kind().ordinal());
        } else if (last instanceof Step.Exited exited) {
            enclave.departure().end(cycle, "exit " + exited.code(), null, EndReason.EXITED, exited.code());
        } else {
            throw new AssertionError(last);
        }
    }

    /** Stands still until the time that the guest waits for; false if that has come. */
    private boolean waits(long cycle) {
        long wake = spec.cycleAt(enclave.resident().turn.wakeNanoseconds());
        if (wake <= cycle) {
            return false;
        }
        replay.stallUntil(wake);
        state = REPLAYING;
        dueAt = replay.cycle();
        working(cycle, false);
        account.turnTo(cycle, CyclePart.IDLE);
        enclave.wakeCoreAt(wake);
        return true;
    }

    /** The reply to the call that the guest waits for, or its refusal. */
    void answer(long cycle, Delivery reply) {
        openCall.answered(reply);
        if (state == AWAITING && !hangs()) {
            resumeWithAnswer(cycle);
        }
    }

    private void resumeWithAnswer(long cycle) {
        openCall.take(cycle);
        replay.stallUntil(cycle + spec.core().receiveMeshCycles());
        replay.addSoftware(spec.core().receiveMeshCycles());
        resume();
    }

    private void resume() {
        replay.nextSegment();
        offer();
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        if (device != null) {
            device.save(out);
            return;
        }
        account.save(out);
        out.writeInt(state);
        out.writeLong(wokenAt);
        out.writeLong(awakeAt);
        if (power != null) {
            power.save(out);
        }
        if (state == ASLEEP || state == WAKING) {
            return;
        }
        current.writeArrived(out);
        out.writeLong(startCycle);
        replay.save(out);
        saveStep(out);
    }

    private void saveStep(StateWriter out) {
        if (step == null) {
            out.writeInt(0);
        } else if (step instanceof Step.Exited exited) {
            out.writeInt(1);
            out.writeInt(exited.code());
        } else if (step instanceof Step.Trapped trapped) {
            out.writeInt(2);
            trapped.fault().write(out);
        } else {
            throw new IllegalStateException(enclave + " is saved while its guest is held at " + step);
        }
    }

    /** Reads what was saved; the resident has been loaded before. */
    @Override
    public void load(StateReader in) {
        if (device != null) {
            device.load(in);
            return;
        }
        account.load(in);
        state = in.readIndex(STATES.length, "states of a core");
        wokenAt = in.readLong();
        awakeAt = in.readLong();
        if (power != null) {
            power.load(in);
        }
        current = null;
        step = null;
        if (state == ASLEEP || state == WAKING) {
            return;
        }
        current = Delivery.readArrived(in);
        startCycle = in.readLong();
        if (turnCycles > 0) {
            enclave.watchdogs().add(startCycle + turnCycles, number, 0);
        }
        replay.load(in);
        replay.attach(enclave.resident().turn.ledger());
        dueAt = replay.cycle();
        step = readStep(in);
    }

    private static Step readStep(StateReader in) {
        int kind = in.readInt();
        return switch (kind) {
            case 0 -> null;
            case 1 -> new Step.Exited(in.readInt());
            case 2 -> new Step.Trapped(GuestFault.read(in));
            default -> throw new StateException("step " + kind + " is unknown: the state is damaged");
        };
    }
}
