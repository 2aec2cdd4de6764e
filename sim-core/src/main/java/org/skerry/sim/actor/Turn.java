package org.skerry.sim.actor;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.HoldRefused;
import org.skerry.sim.memory.SharedWindow;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The world as one actor sees it while it handles a message: the operations of the contract (docs/CONTRACT.md), the same on every
 * machine. What must happen in simulated time goes into the {@link Ledger}; what can be known at once is answered at once.
 *
 * <p>One object per actor, reused from turn to turn. Operations answer with a {@link Status} code where they can fail. Three of them
 * are synchronisation points: {@link #call}, {@link #clock} and {@link #waitUntil} hold the calling thread until the machine has caught up.
 */
public final class Turn implements Stateful {
    /** Longest line of the log in bytes (docs/CONTRACT.md). */
    public static final int MAX_LOG_BYTES = 1024;

    /** Which of these a message makes use of, only its target knows. */
    private static final int USED_BY_SENDING = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;

    private final long actor;
    private final int place;
    private final HandleTable table;
    private final Grants grants;
    private final RandomStream random;
    private final LongFunction<SharedWindow> windows;
    private final Ledger ledger = new Ledger();
    private final AuthorityUse use;
    private final SendRules rules;
    private final PendingTimers timers = new PendingTimers();

    private long sequence;
    private Message message;
    private int[] received = {};
    private Capability replyTo;
    private Message openCall;
    private Runnable account;

    private HoldRefused holdRefusal;
    private SyncPoint point;
    private long awaitedCall;
    private Message answer;
    private int[] answerHandles = {};
    private long clockNanoseconds;
    private long wakeNanoseconds;

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
        this.place = place;
        this.table = table;
        this.grants = grants;
        this.random = random;
        this.windows = windows;
        this.use = new AuthorityUse(grants, table);
        this.rules = new SendRules(table);
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    /** Begins a turn on {@code newMessage}: an empty ledger, and the handles that came with the message installed. */
    public void begin(Message newMessage) {
        ledger.begin();
        use.begin();
        message = newMessage;
        received = installAll(newMessage.grants());
        replyTo = newMessage.replyTo();
        openCall = replyTo == null ? null : newMessage;
        if (newMessage.kind() == MessageKind.TIMER) {
            timers.cancel(newMessage.timerToken());
        }
    }

    /** Whether a message that has waited is still to be handled: a TIMER message is not once its timer was taken back or set again. */
    public boolean expects(Message waiting) {
        return waiting.kind() != MessageKind.TIMER || timers.expects(waiting);
    }

    /**
     * Goes on where the turns of another program ended that had the same identity: what it named is not named again.
     */
    public void follow(Turn predecessor) {
        sequence = predecessor.sequence;
    }

    /** Reads what the next turn will need, itself first and then its parts; the numbers mean nothing. */
    public long foresee() {
        return sequence + awaitedCall;
    }

    /** The second half of {@link #foresee}. */
    public long foreseeParts() {
        return ledger.foresee() + use.foresee() + table.foresee();
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
        return grants;
    }

    /** The actor's handles. */
    public HandleTable table() {
        return table;
    }

    /** What the actor was granted and came to hold so far, and what it used of that: grants of the deployment first. */
    public List<GrantUse> authority() {
        return use.uses();
    }

    /** Why the guest is held, or null while it is not. */
    public SyncPoint syncPoint() {
        return point;
    }

    /** The call whose reply the guest waits for, or 0. */
    public long awaitedCall() {
        return awaitedCall;
    }

    /** The time that the guest waits for, in simulated nanoseconds since the run began. */
    public long wakeNanoseconds() {
        return wakeNanoseconds;
    }

    /** Answers a held clock read, or a wait for a time that has come. */
    public void answerClock(long nanoseconds) {
        clockNanoseconds = nanoseconds;
    }

    /** Answers a held call with the reply or the refusal of the call. */
    public void answerCall(Message reply) {
        answer = reply;
        awaitedCall = 0;
    }

    /**
     * Refuses every hold of this actor. A machine whose partitions run side by side bounds held guests by place, since which of them
     * came first would depend on the host's threads.
     */
    public void refuseHolds(int maxHeldOfMachine) {
        holdRefusal = HoldRefused.at(place, maxHeldOfMachine);
    }

    /** Holds the guest at {@code why} until the machine resumes it. Called on the guest's thread. */
    public void hold(SyncPoint why) {
        if (holdRefusal != null) {
            throw holdRefusal;
        }
        point = why;
        try {
            Carriers.park();
        } finally {
            point = null;
        }
    }

    /**
     * The call of the last turn if nobody answered it or took the right to, else null. Whoever ends the actor refuses it, so that
     * its caller does not wait for the dead.
     */
    public Message openCall() {
        return openCall;
    }

    // ---- the message -------------------------------------------------------------------------------------------

    /** The message being handled. */
    public Message message() {
        return message;
    }

    /** How many handles came with the message. */
    public int receivedCount() {
        return received.length;
    }

    /** The {@code i}-th handle that came with the message; {@link Status#TABLE_FULL} where the table had no room. */
    public int received(int i) {
        return received[i];
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
        Capability to = table.get(handle);
        Status status = rules.checkSend(to, payload.length, handles);
        if (status != Status.OK) {
            return status.code();
        }
        use.used(handle, to.rights() & USED_BY_SENDING);
        if (to.kind() == CapabilityKind.REPLY) {
            table.drop(handle);
            ledger.add(Ledger.Kind.SEND, 0, replyMessage(to, payload, derive(handles)));
            return Status.OK.code();
        }
        ledger.add(
                Ledger.Kind.SEND,
                0,
                new Message(
                        nextId(), MessageKind.USER, actor, handle, to, to.target(), payload, derive(handles), null, 0));
        return Status.OK.code();
    }

    /**
     * Sends a message and holds the guest until its reply, or the refusal of it, is there. Returns OK (then {@link #answer} is the
     * reply) or a status code. A synchronisation point.
     */
    public int call(int handle, byte[] payload, int[] handles) {
        Capability to = table.get(handle);
        Status status = rules.checkSend(to, payload.length, handles);
        if (status == Status.OK && to.kind() != CapabilityKind.ACTOR) {
            status = Status.NO_RIGHT;
        }
        if (status != Status.OK) {
            return status.code();
        }
        use.used(handle, to.rights() & USED_BY_SENDING);
        long callId = nextId();
        Capability reply =
                Capability.root(CapabilityKind.REPLY, actor, place, Rights.SEND | Rights.GRANT, callId, callId);
        ledger.add(
                Ledger.Kind.SEND,
                0,
                new Message(
                        callId,
                        MessageKind.USER,
                        actor,
                        handle,
                        to,
                        to.target(),
                        payload,
                        derive(handles),
                        reply,
                        callId));
        answer = null;
        awaitedCall = callId;
        answerHandles = new int[0];
        hold(SyncPoint.REPLY);
        if (answer.kind() == MessageKind.REFUSED) {
            return answer.refusalStatus().code();
        }
        answerHandles = installAll(answer.grants());
        return Status.OK.code();
    }

    /** The reply to the last call. */
    public Message answer() {
        return answer;
    }

    /** How many handles came with the last reply. */
    public int answerHandleCount() {
        return answerHandles.length;
    }

    /** The {@code i}-th handle that came with the last reply. */
    public int answerHandle(int i) {
        return answerHandles[i];
    }

    /** Answers the call being handled, once. Returns a status code. */
    public int reply(byte[] payload, int[] handles) {
        if (replyTo == null) {
            return Status.NO_REPLY_EXPECTED.code();
        }
        Status status = rules.checkSend(replyTo, payload.length, handles);
        if (status != Status.OK) {
            return status.code();
        }
        ledger.add(Ledger.Kind.SEND, 0, replyMessage(replyTo, payload, derive(handles)));
        replyTo = null;
        openCall = null;
        return Status.OK.code();
    }

    /** Takes the right to answer the call being handled as a one-shot handle, for a later turn or for somebody else. */
    public int replyHandle() {
        if (replyTo == null) {
            return Status.NO_REPLY_EXPECTED.code();
        }
        int handle = install(replyTo);
        if (handle >= 0) {
            replyTo = null;
            openCall = null;
        }
        return handle;
    }

    // ---- handles -----------------------------------------------------------------------------------------------

    /** The handle granted under this name at deployment, or {@link Status#BAD_HANDLE}. */
    public int granted(String name) {
        return grants.handle(name);
    }

    /** The rights a handle carries, or {@link Status#BAD_HANDLE}. */
    public int rights(int handle) {
        Capability capability = table.get(handle);
        return capability == null ? Status.BAD_HANDLE.code() : capability.rights();
    }

    /** A new handle with at most {@code rights}; the label is set only where none is. Returns it, or a status code. */
    public int attenuate(int handle, int rights, long label) {
        Capability capability = table.get(handle);
        if (capability == null) {
            return Status.BAD_HANDLE.code();
        }
        if (capability.kind() == CapabilityKind.REPLY) {
            return Status.NO_RIGHT.code();
        }
        if (!capability.canDerive()) {
            return Status.TOO_DEEP.code();
        }
        return install(capability.derive(rights, label, nextId()));
    }

    /** Forgets a handle. Returns a status code. */
    public int drop(int handle) {
        return table.drop(handle).code();
    }

    /** Kills the capability and everything derived from it; a REVOKED message tells when that is complete. Returns a status code. */
    public int revoke(int handle) {
        Capability capability = table.get(handle);
        if (capability == null) {
            return Status.BAD_HANDLE.code();
        }
        if (handle == 0) {
            return Status.BAD_ARGUMENT.code();
        }
        if (capability.kind() != CapabilityKind.ACTOR) {
            return Status.NO_RIGHT.code();
        }
        table.drop(handle);
        ledger.add(Ledger.Kind.REVOKE, handle, capability);
        return Status.OK.code();
    }

    // ---- creating ----------------------------------------------------------------------------------------------

    /** Asks for an actor from an image. Returns a handle that promises it, or a status code. */
    public int spawn(int image, byte[] arguments, int[] handles) {
        Status status = table.check(image, CapabilityKind.IMAGE, Rights.SPAWN);
        if (status == Status.OK) {
            status = SendRules.checkPayload(arguments.length, handles.length);
        }
        if (status == Status.OK) {
            status = rules.checkGrants(handles, true);
        }
        if (status != Status.OK) {
            return status.code();
        }
        use.used(image, Rights.SPAWN);
        long child = nextId();
        int oversight = table.get(image).rights() & (Rights.MONITOR | Rights.CONTROL);
        use.used(image, oversight);
        Capability promise = Capability.root(
                CapabilityKind.ACTOR, child, Capability.UNPLACED, Rights.SEND | Rights.GRANT | oversight, 0, nextId());
        int handle = install(promise);
        if (handle < 0) {
            return handle;
        }
        Message start =
                new Message(nextId(), MessageKind.START, actor, -1, null, child, arguments, derive(handles), null, 0);
        ledger.add(
                Ledger.Kind.SPAWN,
                handle,
                new SpawnRequest(child, actor, table.get(image).target(), handle, start));
        return handle;
    }

    // ---- watching and controlling others -----------------------------------------------------------------------

    /** Asks to be told, by an ENDED message, when the actor behind a handle ends or loses its state. Returns a status code. */
    public int monitor(int handle) {
        return oversee(Oversight.Kind.MONITOR, handle, 0, null, null);
    }

    /** Asks not to be told any more what {@link #monitor} with this handle asked for. Returns a status code. */
    public int demonitor(int handle) {
        return oversee(Oversight.Kind.DEMONITOR, handle, 0, null, null);
    }

    /**
     * Asks that the abnormal end of the actor behind a handle be the end of this one, and the other way round. It takes the right to end
     * the other; the power over itself an actor gives away freely. Returns a status code.
     */
    public int link(int handle) {
        return oversee(Oversight.Kind.LINK, handle, 0, null, null);
    }

    /** Ends what {@link #link} asked for, or what the deployment did. Returns a status code. */
    public int unlink(int handle) {
        return oversee(Oversight.Kind.UNLINK, handle, 0, null, null);
    }

    /** Asks to be told, by ENDED messages, of ends along links, and to survive them; or not any more. Returns a status code. */
    public int trapExits(boolean on) {
        ledger.add(Ledger.Kind.TRAP_EXITS, on ? 1 : 0, null);
        return Status.OK.code();
    }

    /** Asks for the end of the actor behind a handle. Returns a status code. */
    public int stop(int handle) {
        return oversee(Oversight.Kind.STOP, handle, 0, null, null);
    }

    /**
     * Asks for a program from an image in the place of the actor behind a handle, which keeps its identity. The program begins with the
     * handles that the actor was born with, with clear memory, and with a START message of these arguments and handles. Returns a
     * status code.
     */
    public int restart(int handle, int image, byte[] arguments, int[] handles) {
        Status status = SendRules.checkPayload(arguments.length, handles.length);
        if (status == Status.OK) {
            status = table.check(handle, CapabilityKind.ACTOR, Rights.CONTROL);
        }
        if (status == Status.OK) {
            status = table.check(image, CapabilityKind.IMAGE, Rights.SPAWN);
        }
        if (status == Status.OK) {
            status = rules.checkGrants(handles, true);
        }
        if (status != Status.OK) {
            return status.code();
        }
        use.used(image, Rights.SPAWN);
        long target = table.get(handle).target();
        Message start =
                new Message(nextId(), MessageKind.START, actor, -1, null, target, arguments, derive(handles), null, 0);
        return oversee(Oversight.Kind.RESTART, handle, table.get(image).target(), start, null);
    }

    /**
     * Asks what runs behind a handle, by an EVIDENCE message; whoever may send may know to whom.
     *
     * @param nonce 8 to {@value Oversight#NONCE_BYTES} bytes that the evidence has to bear
     * @return a status code
     */
    public int attest(int handle, byte[] nonce) {
        if (nonce.length < Long.BYTES || nonce.length > Oversight.NONCE_BYTES) {
            return Status.BAD_ARGUMENT.code();
        }
        return oversee(Oversight.Kind.ATTEST, handle, 0, null, Arrays.copyOf(nonce, Oversight.NONCE_BYTES));
    }

    private int oversee(Oversight.Kind kind, int handle, long image, Message start, byte[] nonce) {
        Status status = table.check(handle, CapabilityKind.ACTOR, kind.right());
        if (status == Status.OK) {
            use.used(handle, kind.right());
            Oversight wish = new Oversight(kind, nextId(), table.get(handle), handle, actor, image, start, nonce);
            ledger.add(Ledger.Kind.OVERSEE, handle, wish);
        }
        return status.code();
    }

    // ---- what needs a capability -------------------------------------------------------------------------------

    /** Simulated nanoseconds since the run began, or a status code. A synchronisation point. */
    public long clock(int handle) {
        Status status = table.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status != Status.OK) {
            return status.code();
        }
        use.used(handle, Rights.CLOCK);
        hold(SyncPoint.CLOCK);
        return clockNanoseconds;
    }

    /**
     * Holds the guest until {@code nanoseconds} of simulated time have passed since the run began, in mid-turn; not at all on a machine
     * without time. Returns the time, or a status code. A synchronisation point.
     */
    public long waitUntil(int handle, long nanoseconds) {
        Status status = table.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status != Status.OK) {
            return status.code();
        }
        use.used(handle, Rights.CLOCK);
        wakeNanoseconds = nanoseconds;
        hold(SyncPoint.TIME);
        return clockNanoseconds;
    }

    /**
     * Asks for a TIMER message {@code nanoseconds} of simulated time from now. A timer with this token that there is gives way. Returns
     * a status code.
     */
    public int setTimer(int handle, long nanoseconds, long token) {
        return time(handle, nanoseconds, token, nanoseconds >= 0);
    }

    /** Takes a timer back, if there is one: none of its messages is handled any more. Returns a status code. */
    public int cancelTimer(int handle, long token) {
        return time(handle, TimerWish.CANCEL, token, true);
    }

    private int time(int handle, long nanoseconds, long token, boolean sane) {
        Status status = table.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status == Status.OK && sane) {
            use.used(handle, Rights.CLOCK);
            TimerWish wish = new TimerWish(nextId(), token, nanoseconds);
            if (!timers.accept(wish)) {
                return Status.TABLE_FULL.code();
            }
            ledger.add(Ledger.Kind.TIMER, 0, wish);
        }
        return (sane || status != Status.OK ? status : Status.BAD_ARGUMENT).code();
    }

    /** Fills {@code target} from the actor's own stream. Returns a status code. */
    public int random(int handle, byte[] target) {
        Status status = table.check(handle, CapabilityKind.RANDOM, Rights.RANDOM);
        if (status == Status.OK) {
            use.used(handle, Rights.RANDOM);
            random.fill(target, 0, target.length);
        }
        return status.code();
    }

    /** Writes one line of UTF-8 to the run's log. Returns a status code. */
    public int log(int handle, byte[] line) {
        Status status = table.check(handle, CapabilityKind.LOG, Rights.LOG);
        if (status == Status.OK && line.length > MAX_LOG_BYTES) {
            status = Status.TOO_LONG;
        }
        if (status == Status.OK) {
            use.used(handle, Rights.LOG);
            ledger.add(Ledger.Kind.LOG, 0, line);
        }
        return status.code();
    }

    /** The shared window behind a handle that carries {@code rights}, or null; then {@link #windowStatus} says why. */
    public SharedWindow window(int handle, int rights) {
        if (windowStatus(handle, rights) != Status.OK) {
            return null;
        }
        use.used(handle, rights);
        return windows.apply(table.get(handle).target());
    }

    /** Whether a handle opens a shared window with these rights. */
    public Status windowStatus(int handle, int rights) {
        Status status = table.check(handle, CapabilityKind.WINDOW, rights);
        return status == Status.OK && windows == null ? Status.BAD_HANDLE : status;
    }

    // ---- rules -------------------------------------------------------------------------------------------------

    /** Copies of the capabilities behind {@code handles}, one derivation deeper, full rights of the original. */
    private Capability[] derive(int[] handles) {
        if (handles.length == 0) {
            return Message.NO_GRANTS;
        }
        Capability[] derived = new Capability[handles.length];
        for (int i = 0; i < handles.length; i++) {
            use.used(handles[i], Rights.GRANT);
            derived[i] = table.get(handles[i]).derive(Rights.ALL, 0, nextId());
        }
        return derived;
    }

    private Message replyMessage(Capability to, byte[] payload, Capability[] derived) {
        return new Message(
                nextId(), MessageKind.REPLY, actor, -1, to, to.target(), payload, derived, null, to.lineage()[0]);
    }

    private int[] installAll(Capability[] capabilities) {
        int[] handles = new int[capabilities.length];
        for (int i = 0; i < capabilities.length; i++) {
            handles[i] = install(capabilities[i]);
        }
        return handles;
    }

    private int install(Capability capability) {
        int handle = table.install(capability);
        use.installed(handle, capability);
        return handle;
    }

    private long nextId() {
        return ActorId.of(actor, ++sequence);
    }

    /** Outside of guest code only: the sequence, the table and what was used of it, the random stream, timers and the call left open; nothing else is needed then. */
    @Override
    public void save(StateWriter out) {
        out.writeLong(sequence);
        table.save(out);
        use.save(out);
        random.save(out);
        timers.save(out);
        out.writeBoolean(openCall != null);
        if (openCall != null) {
            openCall.write(out);
        }
    }

    @Override
    public void load(StateReader in) {
        sequence = in.readLong();
        table.load(in);
        use.load(in);
        random.load(in);
        timers.load(in);
        openCall = in.readBoolean() ? Message.read(in) : null;
    }
}
