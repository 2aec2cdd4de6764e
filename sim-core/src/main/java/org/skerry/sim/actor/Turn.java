package org.skerry.sim.actor;

import java.util.List;
import java.util.function.LongFunction;
import org.skerry.sim.memory.SharedWindow;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The world as one actor sees it while it handles a message: the operations of the contract (docs/CONTRACT.md), the same on every
 * machine. What must happen in simulated time goes into the {@link Ledger}; what can be known at once is answered at once.
 *
 * <p>What the actor may do, says its {@code Authority}; how it meets simulated time, {@code TurnTime}; what it sends and what comes,
 * {@code Correspondence}; what it does about other actors, {@code OtherLives}.
 *
 * <p>One object per actor, reused from turn to turn. Operations answer with a {@link Status} code where they can fail. Three of them
 * are synchronisation points: {@link #call}, {@link #clock} and {@link #waitUntil} hold the calling thread until the machine has caught up.
 */
public final class Turn implements Stateful {
    /** Longest line of the log in bytes (docs/CONTRACT.md). */
    public static final int MAX_LOG_BYTES = 1024;

    private final long actor;
    private final RandomStream random;
    private final LongFunction<SharedWindow> windows;
    private final Ledger ledger = new Ledger();
    private final Authority authority;
    private final TurnTime time;
    private final Correspondence messages;
    private final OtherLives others;
    private Runnable account;

    /**
     * The world of one actor.
     *
     * @param actor   its identifier
     * @param place   where it lives, in the machine's own numbering; replies to its calls go there
     * @param table   its handles; slot 0 names the actor itself
     * @param grants  names of handles from deployment
     * @param random  its own stream
     * @param windows shared windows by identifier, or null on a machine that has none
     */
    public Turn(
            long actor,
            int place,
            HandleTable table,
            Grants grants,
            RandomStream random,
            LongFunction<SharedWindow> windows) {
        this.actor = actor;
        this.random = random;
        this.windows = windows;
        this.authority = new Authority(actor, table, grants);
        this.time = new TurnTime(place, authority, ledger);
        this.messages = new Correspondence(actor, place, authority, time, ledger);
        this.others = new OtherLives(actor, authority, ledger);
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    /** Begins a turn on {@code newMessage}: an empty ledger, and the handles that came with the message installed. */
    public void begin(Message newMessage) {
        ledger.begin();
        authority.begin();
        messages.begin(newMessage);
        time.handles(newMessage);
    }

    /** Whether a message that has waited is still to be handled: a TIMER message is not once its timer was taken back or set again. */
    public boolean expects(Message waiting) {
        return time.expects(waiting);
    }

    /** Goes on where the turns of another program ended that had the same identity: what it named is not named again. */
    public void follow(Turn predecessor) {
        authority.follow(predecessor.authority);
    }

    /** Reads what the next turn will need, itself; the number means nothing. */
    public long foresee() {
        return actor;
    }

    /** The same of what is needed to begin it. */
    public long foreseeBegin() {
        return ledger.foresee() + messages.foresee() + authority.foresee();
    }

    /** The same of what the guest needs: at {@code level} 0, and then at 1 and 2 of what that consists of. */
    public long foreseeParts(int level) {
        return switch (level) {
            case 0 -> ledger.foresee() + messages.foresee() + authority.foresee();
            case 1 -> ledger.foreseeEntries() + authority.foreseeParts() + messages.foreseeMessage(false);
            default -> messages.foreseeMessage(true);
        };
    }

    /** What the turn did so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** The actor's identifier. */
    public long actor() {
        return actor;
    }

    /** The names of the handles that the actor was born with. */
    public Grants grants() {
        return authority.grants();
    }

    /** The actor's handles. */
    public HandleTable table() {
        return authority.table();
    }

    /** What the actor was granted and came to hold so far, and what it used of that: grants of the deployment first. */
    public List<GrantUse> authority() {
        return authority.uses();
    }

    /** Why the guest is held, or null while it is not. */
    public SyncPoint syncPoint() {
        return time.point();
    }

    /** The call whose reply the guest waits for, or 0. */
    public long awaitedCall() {
        return messages.awaitedCall();
    }

    /** The time that the guest waits for, in simulated nanoseconds since the run began. */
    public long wakeNanoseconds() {
        return time.wakeNanoseconds();
    }

    /** Answers a held clock read, or a wait for a time that has come. */
    public void answerClock(long nanoseconds) {
        time.answerClock(nanoseconds);
    }

    /** Answers a held call with the reply or the refusal of the call. */
    public void answerCall(Message reply) {
        messages.answerCall(reply);
    }

    /**
     * Refuses every hold of this actor. A machine whose partitions run side by side bounds held guests by place, since which of them
     * came first would depend on the host's threads.
     */
    public void refuseHolds(int maxHeldOfMachine) {
        time.refuseHolds(maxHeldOfMachine);
    }

    /** Holds the guest at {@code why} until the machine resumes it. Called on the guest's thread. */
    public void hold(SyncPoint why) {
        time.hold(why);
    }

    /**
     * The call of the last turn if nobody answered it or took the right to, else null. Whoever ends the actor refuses it, so that
     * its caller does not wait for the dead.
     */
    public Message openCall() {
        return messages.openCall();
    }

    // ---- the message -------------------------------------------------------------------------------------------

    /** The message being handled. */
    public Message message() {
        return messages.message();
    }

    /** How many handles came with the message. */
    public int receivedCount() {
        return messages.receivedCount();
    }

    /** The {@code i}-th handle that came with the message; {@link Status#TABLE_FULL} where the table had no room. */
    public int received(int i) {
        return messages.received(i);
    }

    /** Brings the totals of the turn up to date; the loader calls it before every other operation and at the end. */
    public void charge(long instructions, long loads, long stores) {
        ledger.charge(instructions, loads, stores);
    }

    /** Names who can bring the totals up to date in the middle of guest code, or nobody with null. */
    public void account(Runnable newAccount) {
        account = newAccount;
    }

    /** Brings the totals up to date in the middle of guest code, for a model that adds entries there; if anybody can. */
    public void settle() {
        if (account != null) {
            account.run();
        }
    }

    // ---- sending -----------------------------------------------------------------------------------------------

    /** Sends {@code payload}, which the caller gives away, with copies of {@code handles}. Returns a status code. */
    public int send(int handle, byte[] payload, int[] handles) {
        return messages.send(handle, payload, handles);
    }

    /**
     * Sends a message and holds the guest until its reply, or the refusal of it, is there. Returns OK (then {@link #answer} is the
     * reply) or a status code. A synchronisation point.
     */
    public int call(int handle, byte[] payload, int[] handles) {
        return messages.call(handle, payload, handles);
    }

    /** The reply to the last call. */
    public Message answer() {
        return messages.answer();
    }

    /** How many handles came with the last reply. */
    public int answerHandleCount() {
        return messages.answerHandleCount();
    }

    /** The {@code i}-th handle that came with the last reply. */
    public int answerHandle(int i) {
        return messages.answerHandle(i);
    }

    /** Answers the call being handled, once. Returns a status code. */
    public int reply(byte[] payload, int[] handles) {
        return messages.reply(payload, handles);
    }

    /** Takes the right to answer the call being handled as a one-shot handle, for a later turn or for somebody else. */
    public int replyHandle() {
        return messages.replyHandle();
    }

    // ---- handles -----------------------------------------------------------------------------------------------

    /** The handle granted under this name at deployment, or {@link Status#BAD_HANDLE}. */
    public int granted(String name) {
        return authority.grants().handle(name);
    }

    /** The rights a handle carries, or {@link Status#BAD_HANDLE}. */
    public int rights(int handle) {
        return authority.rights(handle);
    }

    /** A new handle with at most {@code rights}; the label is set only where none is. Returns it, or a status code. */
    public int attenuate(int handle, int rights, long label) {
        return authority.attenuate(handle, rights, label);
    }

    /** Forgets a handle. Returns a status code. */
    public int drop(int handle) {
        return authority.drop(handle).code();
    }

    /** Kills the capability and everything derived from it; a REVOKED message tells when that is complete. Returns a status code. */
    public int revoke(int handle) {
        Capability capability = authority.get(handle);
        if (capability == null) {
            return Status.BAD_HANDLE.code();
        }
        if (handle == 0) {
            return Status.BAD_ARGUMENT.code();
        }
        if (capability.kind() != CapabilityKind.ACTOR) {
            return Status.NO_RIGHT.code();
        }
        authority.drop(handle);
        ledger.add(Ledger.Kind.REVOKE, handle, capability);
        return Status.OK.code();
    }

    // ---- creating ----------------------------------------------------------------------------------------------

    /** Asks for an actor from an image. Returns a handle that promises it, or a status code. */
    public int spawn(int image, byte[] arguments, int[] handles) {
        return others.spawn(image, arguments, handles);
    }

    // ---- watching and controlling others -----------------------------------------------------------------------

    /** Asks to be told, by an ENDED message, when the actor behind a handle ends or loses its state. Returns a status code. */
    public int monitor(int handle) {
        return others.oversee(Oversight.Kind.MONITOR, handle);
    }

    /** Asks not to be told any more what {@link #monitor} with this handle asked for. Returns a status code. */
    public int demonitor(int handle) {
        return others.oversee(Oversight.Kind.DEMONITOR, handle);
    }

    /**
     * Asks that the abnormal end of the actor behind a handle be the end of this one, and the other way round. It takes the right to end
     * the other; the power over itself an actor gives away freely. Returns a status code.
     */
    public int link(int handle) {
        return others.oversee(Oversight.Kind.LINK, handle);
    }

    /** Ends what {@link #link} asked for, or what the deployment did. Returns a status code. */
    public int unlink(int handle) {
        return others.oversee(Oversight.Kind.UNLINK, handle);
    }

    /** Asks to be told, by ENDED messages, of ends along links, and to survive them; or not any more. Returns a status code. */
    public int trapExits(boolean on) {
        ledger.add(Ledger.Kind.TRAP_EXITS, on ? 1 : 0, null);
        return Status.OK.code();
    }

    /** Asks for the end of the actor behind a handle. Returns a status code. */
    public int stop(int handle) {
        return others.oversee(Oversight.Kind.STOP, handle);
    }

    /**
     * Asks for a program from an image in the place of the actor behind a handle, which keeps its identity. The program begins with the
     * handles that the actor was born with, with clear memory, and with a START message of these arguments and handles. Returns a
     * status code.
     */
    public int restart(int handle, int image, byte[] arguments, int[] handles) {
        return others.restart(handle, image, arguments, handles);
    }

    /**
     * Asks what runs behind a handle, by an EVIDENCE message; whoever may send may know to whom.
     *
     * @param nonce 8 to {@value Oversight#NONCE_BYTES} bytes that the evidence has to bear
     * @return a status code
     */
    public int attest(int handle, byte[] nonce) {
        return others.attest(handle, nonce);
    }

    // ---- what needs a capability -------------------------------------------------------------------------------

    /** Simulated nanoseconds since the run began, or a status code. A synchronisation point. */
    public long clock(int handle) {
        return time.clock(handle);
    }

    /**
     * Holds the guest until {@code nanoseconds} of simulated time have passed since the run began, in mid-turn; not at all on a machine
     * without time. Returns the time, or a status code. A synchronisation point.
     */
    public long waitUntil(int handle, long nanoseconds) {
        return time.waitUntil(handle, nanoseconds);
    }

    /**
     * Asks for a TIMER message {@code nanoseconds} of simulated time from now. A timer with this token that there is gives way. Returns
     * a status code.
     */
    public int setTimer(int handle, long nanoseconds, long token) {
        return time.setTimer(handle, nanoseconds, token);
    }

    /** Takes a timer back, if there is one: none of its messages is handled any more. Returns a status code. */
    public int cancelTimer(int handle, long token) {
        return time.cancelTimer(handle, token);
    }

    /** Fills {@code target} from the actor's own stream. Returns a status code. */
    public int random(int handle, byte[] target) {
        Status status = authority.check(handle, CapabilityKind.RANDOM, Rights.RANDOM);
        if (status == Status.OK) {
            authority.used(handle, Rights.RANDOM);
            random.fill(target, 0, target.length);
        }
        return status.code();
    }

    /** Writes one line of UTF-8 to the run's log. Returns a status code. */
    public int log(int handle, byte[] line) {
        Status status = authority.check(handle, CapabilityKind.LOG, Rights.LOG);
        if (status == Status.OK && line.length > MAX_LOG_BYTES) {
            status = Status.TOO_LONG;
        }
        if (status == Status.OK) {
            authority.used(handle, Rights.LOG);
            ledger.add(Ledger.Kind.LOG, 0, line);
        }
        return status.code();
    }

    /** The shared window behind a handle that carries {@code rights}, or null; then {@link #windowStatus} says why. */
    public SharedWindow window(int handle, int rights) {
        if (windowStatus(handle, rights) != Status.OK) {
            return null;
        }
        authority.used(handle, rights);
        return windows.apply(authority.get(handle).target());
    }

    /** Whether a handle opens a shared window with these rights. */
    public Status windowStatus(int handle, int rights) {
        Status status = authority.check(handle, CapabilityKind.WINDOW, rights);
        return status == Status.OK && windows == null ? Status.BAD_HANDLE : status;
    }

    /** Outside of guest code only: the sequence, the table and what was used of it, the random stream, timers and the call left open; nothing else is needed then. */
    @Override
    public void save(StateWriter out) {
        authority.save(out);
        random.save(out);
        time.save(out);
        messages.save(out);
    }

    @Override
    public void load(StateReader in) {
        authority.load(in);
        random.load(in);
        time.load(in);
        messages.load(in);
    }
}
