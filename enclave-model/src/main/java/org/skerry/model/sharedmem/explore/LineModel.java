package org.skerry.model.sharedmem.explore;

import static org.skerry.model.sharedmem.explore.CacheWord.*;

import java.util.Arrays;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** One line in one state, and what an event does to it. */
final class LineModel {
    private static final int NOBODY = -1;

    // what a device waits for
    static final int READ_ONCE = 1;
    static final int WRITE_LINE = 2;
    static final int WRITE_PART = 3;
    private static final Kind[] OF_DEVICES = {null, Kind.READ_ONCE, Kind.WRITE_LINE, Kind.WRITE_PART};

    final long[] caches; // and devices behind them
    final HomeLine home = new HomeLine();

    private final int firstDevice;
    private final boolean writesStay;
    private final Tables tables;
    private final Coverage coverage;

    // of the step being taken
    private boolean serving;
    private boolean deferring;
    private int arriving; // the cache whose request arrives
    private boolean arrivingFresh;

    LineModel(Bounds bounds, Tables tables, Coverage coverage) {
        caches = new long[bounds.members()];
        firstDevice = bounds.caches();
        writesStay = bounds.writesStay();
        this.tables = tables;
        this.coverage = coverage;
    }

    // ---- what a cache does -------------------------------------------------------------------------------------

    void access(int cache, int what) {
        step(cache, what == LOAD ? PrivateEvent.LOAD : PrivateEvent.STORE);
        if (deferring) {
            caches[cache] = withTwo(caches[cache], DEFERRED, what);
        } else if (serving) {
            serve(cache, what);
        } else {
            caches[cache] = withTwo(caches[cache], WAITS, what);
        }
    }

    void evict(int cache) {
        step(cache, PrivateEvent.EVICT);
        caches[cache] = with(caches[cache], DEFERRED_PUT, deferring);
    }

    void drop(int cache) {
        step(cache, PrivateEvent.DROP);
    }

    private void serve(int cache, int what) {
        if (what == LOAD && !has(caches[cache], FRESH)) {
            throw flaw("cache " + cache + " reads what is no longer true");
        }
        if (what == STORE) {
            if (state(caches[cache]) != PrivateState.MODIFIED) {
                throw flaw("cache " + cache + " writes in state " + state(caches[cache]));
            }
            allStale();
            home.sliceFresh = false;
            home.memoryFresh = false;
            caches[cache] = with(caches[cache], FRESH, true);
        }
    }

    private void allStale() {
        Arrays.setAll(caches, each -> stale(caches[each]));
    }

    private void step(int cache, PrivateEvent event) {
        PrivateState before = state(caches[cache]);
        Transition<PrivateState, PrivateAction> t = tables.cache().find(before, event);
        if (t == null) {
            throw flaw("cache " + cache + " hears " + event + " in " + before);
        }
        coverage.mark(before, event);
        caches[cache] = withState(caches[cache], t.next());
        serving = false;
        deferring = false;
        for (int i = 0; i < t.actions().size(); i++) {
            act(cache, t.actions().get(i));
        }
        PrivateState after = t.next();
        if (after == PrivateState.INVALID || after == PrivateState.PUT_TAKEN || after == PrivateState.OWNING) {
            caches[cache] = with(caches[cache], FRESH, false);
        }
    }

    private void act(int cache, PrivateAction action) {
        switch (action) {
            case SERVE -> serving = true;
            case DEFER -> deferring = true;
            case SEND_READ -> request(cache, Kind.READ);
            case SEND_OWN -> request(cache, Kind.OWN);
            case SEND_UPGRADE -> request(cache, Kind.UPGRADE);
            case SEND_PUT -> request(cache, Kind.PUT);
            case SEND_ACK -> answer(cache, Kind.ACK);
            case SEND_ACK_DATA -> answer(cache, Kind.ACK_DATA);
            case SEND_COPY_CLEAN -> answer(cache, Kind.COPY_CLEAN);
            case SEND_COPY_DIRTY -> answer(cache, Kind.COPY_DIRTY);
            case SEND_NO_COPY -> answer(cache, Kind.NO_COPY);
            case SEND_PEER_SHARED -> toPeer(cache, Kind.PEER_SHARED);
            case SEND_PEER_OWNED -> toPeer(cache, Kind.PEER_OWNED);
            case SEND_CONFIRM -> {
                free(cache, !has(caches[cache], CONFIRM));
                caches[cache] = with(caches[cache], CONFIRM, true);
            }
        }
    }

    private void request(int cache, Kind kind) {
        free(cache, three(caches[cache], REQUEST) == 0);
        boolean fresh = kind == Kind.PUT && has(caches[cache], FRESH);
        caches[cache] = with(withRequest(caches[cache], kind), REQUEST_FRESH, fresh);
    }

    private void answer(int cache, Kind kind) {
        free(cache, three(caches[cache], ANSWER) == 0);
        boolean fresh = (kind == Kind.ACK_DATA || kind == Kind.COPY_DIRTY) && has(caches[cache], FRESH);
        caches[cache] = with(withAnswer(caches[cache], kind), ANSWER_FRESH, fresh);
    }

    private void toPeer(int cache, Kind kind) {
        int peer = served();
        if (peer == NOBODY) {
            throw flaw("cache " + cache + " forwards the line to nobody");
        }
        free(peer, two(caches[peer], PEER) == 0);
        boolean fresh = has(caches[cache], FRESH);
        if (isDevice(peer)) {
            fresh = readByDevice(fresh);
        }
        caches[peer] = with(withPeer(caches[peer], kind), PEER_FRESH, fresh);
    }

    private void free(int cache, boolean free) {
        if (!free) {
            throw flaw("cache " + cache + " has said so already and was not heard yet");
        }
    }

    // ---- what a cache hears ------------------------------------------------------------------------------------

    void hearHome(int cache) {
        Kind kind = queued(caches[cache], 0);
        boolean fresh = firstIsFresh(caches[cache]);
        caches[cache] = withoutFirst(caches[cache]);
        boolean data = kind == Kind.DATA_SHARED || kind == Kind.DATA_SOLE || kind == Kind.DATA_OWNED;
        hear(cache, kind, data, fresh);
    }

    void hearPeer(int cache) {
        Kind kind = peer(caches[cache]);
        boolean fresh = has(caches[cache], PEER_FRESH);
        caches[cache] = with(withTwo(caches[cache], PEER, 0), PEER_FRESH, false);
        hear(cache, kind, true, fresh);
    }

    private void hear(int cache, Kind kind, boolean data, boolean fresh) {
        if (isDevice(cache)) {
            answered(cache, kind);
            return;
        }
        if (data) {
            caches[cache] = with(caches[cache], FRESH, fresh);
        }
        step(cache, Heard.byCache(kind));
        if (serving) {
            int what = two(caches[cache], WAITS);
            caches[cache] = withTwo(caches[cache], WAITS, NOTHING);
            serve(cache, what);
        }
        while (state(caches[cache]).stable()
                && (has(caches[cache], DEFERRED_PUT) || two(caches[cache], DEFERRED) != NOTHING)) {
            if (has(caches[cache], DEFERRED_PUT)) {
                evict(cache);
            } else {
                int what = two(caches[cache], DEFERRED);
                caches[cache] = withTwo(caches[cache], DEFERRED, NOTHING);
                access(cache, what);
            }
        }
    }

    // ---- devices -----------------------------------------------------------------------------------------------

    private boolean isDevice(int member) {
        return member >= firstDevice;
    }

    /** A device wants to read the line, to write all of it or part of it. */
    void ask(int device, int what) {
        request(device, OF_DEVICES[what]);
        caches[device] = withTwo(caches[device], WAITS, what);
    }

    private void answered(int device, Kind kind) {
        int waits = two(caches[device], WAITS);
        boolean data = kind == Kind.DATA_SHARED || kind == Kind.PEER_SHARED;
        boolean right = data ? waits == READ_ONCE : kind == Kind.PUT_DONE && waits >= WRITE_LINE;
        if (!right) {
            throw flaw("device " + device + " hears " + kind);
        }
        if (!data && !has(caches[device], WRITTEN)) {
            throw flaw("what device " + device + " wrote is lost");
        }
        caches[device] = with(withTwo(caches[device], WAITS, NOTHING), WRITTEN, false);
    }

    /** What a device reads is what was written last when it sets out; what becomes of it on the way is nobody's matter. */
    private boolean readByDevice(boolean fresh) {
        if (!fresh) {
            throw flaw("a device reads what is no longer true");
        }
        return false;
    }

    private void storeOfDevice() {
        int device = served();
        int waits = device == NOBODY || !isDevice(device) ? NOTHING : two(caches[device], WAITS);
        if (waits < WRITE_LINE || has(caches[device], WRITTEN)) {
            throw flaw("nobody has anything to write");
        }
        if (waits == WRITE_PART && !(home.present && home.sliceFresh)) {
            throw flaw("a device writes part of what is not there, or no longer true");
        }
        allStale();
        home.present = writesStay;
        home.sliceFresh = writesStay;
        home.memoryFresh = !writesStay;
        caches[device] = with(caches[device], WRITTEN, true);
    }

    // ---- what the home hears -----------------------------------------------------------------------------------

    /** A request arrives. */
    void arrive(int cache) {
        if (home.state.stable()) {
            begin(cache);
        } else {
            arriving = cache;
            Kind kind = CacheWord.request(caches[cache]);
            homeEvent(kind == Kind.UPGRADE ? HomeEvent.OWN : Heard.byHome(kind), false);
        }
    }

    void hearAnswer(int cache) {
        Kind kind = CacheWord.answer(caches[cache]);
        boolean fresh = has(caches[cache], ANSWER_FRESH);
        caches[cache] = with(withThree(caches[cache], ANSWER, 0), ANSWER_FRESH, false);
        homeEvent(Heard.byHome(kind), fresh);
    }

    void hearConfirm(int cache) {
        caches[cache] = with(caches[cache], CONFIRM, false);
        homeEvent(HomeEvent.CONFIRM, false);
    }

    void hearMemory() {
        home.memoryAsked = false;
        home.present = true;
        home.sliceFresh = home.memoryFresh;
        home.lineReady = true;
        follow();
    }

    /** The slice needs the room of a line that no directory need know of. */
    void leaveSlice() {
        home.leave();
    }

    void recall() {
        serveNobody();
        homeEvent(HomeEvent.RECALL, false);
    }

    private void begin(int cache) {
        Kind kind = CacheWord.request(caches[cache]);
        boolean fresh = has(caches[cache], REQUEST_FRESH);
        serveNobody();
        long word = with(withThree(withThree(caches[cache], REQUEST, 0), PLACE, 0), REQUEST_FRESH, false);
        caches[cache] = with(word, SERVED, true);
        boolean owns = has(word, OWNER);
        HomeEvent event = switch (kind) {
            case READ -> owns ? HomeEvent.READ_AGAIN : HomeEvent.READ;
            case OWN -> owns ? HomeEvent.OWN_AGAIN : HomeEvent.OWN;
            case UPGRADE -> has(word, SHARER) ? HomeEvent.UPGRADE : HomeEvent.OWN;
            case READ_ONCE, WRITE_LINE, WRITE_PART -> Heard.byHome(kind);
            default -> owns ? HomeEvent.PUT : HomeEvent.PUT_STALE;
        };
        homeEvent(event, fresh);
    }

    private void homeEvent(HomeEvent event, boolean fresh) {
        arrivingFresh = fresh;
        homeStep(event);
        follow();
    }

    private void follow() {
        while (true) {
            if (home.acksAwaited && home.acks == 0) {
                home.acksAwaited = false;
                homeStep(HomeEvent.ACKS);
            } else if (home.lineReady) {
                home.lineReady = false;
                homeStep(HomeEvent.LINE);
            } else {
                break;
            }
        }
        if (home.state.stable()) {
            serveNobody();
            int next = nextInQueue();
            if (next != NOBODY) {
                begin(next);
            }
        }
    }

    private void serveNobody() {
        for (int each = 0; each < caches.length; each++) {
            Kind first = queued(caches[each], 0);
            if (first == Kind.FORWARD_READ || first == Kind.FORWARD_OWN) {
                throw flaw("what cache " + each + " is to forward outlives the request for it");
            }
            caches[each] = with(caches[each], SERVED, false);
        }
    }

    /** The queue moves up; returns who was first. */
    private int nextInQueue() {
        int next = NOBODY;
        for (int each = 0; each < caches.length; each++) {
            int place = three(caches[each], PLACE);
            next = place == 1 ? each : next;
            caches[each] = place == 0 ? caches[each] : withThree(caches[each], PLACE, place - 1);
        }
        return next;
    }

    private void homeStep(HomeEvent event) {
        Transition<HomeState, HomeAction> t = tables.home().find(home.state, event);
        if (t == null) {
            throw flaw("home: " + event + " in " + home.state);
        }
        coverage.mark(home.state, event);
        home.state = t.next();
        for (int i = 0; i < t.actions().size(); i++) {
            act(t.actions().get(i));
        }
    }

    private void act(HomeAction action) {
        switch (action) {
            case WAIT -> queueUp(arriving);
            case GET_LINE -> getLine();
            case PROBE_SHARERS -> {
                home.acksAwaited = true;
                for (int each = 0; each < caches.length; each++) {
                    if (has(caches[each], SHARER) && !has(caches[each], SERVED)) {
                        invalidate(each);
                    }
                }
            }
            case PROBE_OWNER -> {
                home.acksAwaited = true;
                invalidate(owner());
            }
            case FORWARD_READ -> say(owner(), Kind.FORWARD_READ, false);
            case FORWARD_OWN -> say(owner(), Kind.FORWARD_OWN, false);
            case SEND_SHARED -> say(served(), Kind.DATA_SHARED, home.dataFresh());
            case SEND_SOLE -> say(served(), Kind.DATA_SOLE, home.dataFresh());
            case SEND_OWNED -> say(served(), Kind.DATA_OWNED, home.dataFresh());
            case SEND_GRANT -> say(served(), Kind.GRANTED, false);
            case ANSWER_PUT -> say(served(), Kind.PUT_DONE, false);
            case STORE_DIRTY -> {
                home.present = true;
                home.sliceFresh = arrivingFresh;
            }
            case COUNT_ACK -> home.acks = Math.max(0, home.acks - 1);
            case SET_OWNER -> setOwner(served());
            case ADD_SHARER -> share(served());
            case SHARE_OWNER -> {
                share(served());
                ownerShares();
            }
            case CLEAR -> setOwner(NOBODY);
            case LEAVE_SLICE -> home.leave();
            case OWNER_SHARES -> ownerShares();
            case STORE_DEVICE -> storeOfDevice();
        }
    }

    private void getLine() {
        if (home.present) {
            home.lineReady = true;
            return;
        }
        if (tables.inclusive()) {
            for (int each = 0; each < caches.length; each++) {
                if (has(caches[each], SHARER) || has(caches[each], OWNER)) {
                    throw flaw("the slice lacks what cache " + each + " may have");
                }
            }
        }
        home.memoryAsked = true;
    }

    private void queueUp(int cache) {
        int last = 0;
        for (long each : caches) {
            last = Math.max(last, three(each, PLACE));
        }
        caches[cache] = withThree(caches[cache], PLACE, last + 1);
    }

    private void invalidate(int cache) {
        say(cache, Kind.INVALIDATE, false);
        home.acks++;
    }

    private void say(int cache, Kind kind, boolean fresh) {
        if (cache == NOBODY) {
            throw flaw("nobody to send " + kind + " to");
        }
        boolean read = isDevice(cache) && kind == Kind.DATA_SHARED;
        caches[cache] = append(caches[cache], kind, read ? readByDevice(fresh) : fresh);
    }

    /** Nobody shares the line any more, and only {@code owner} owns it. */
    private void setOwner(int owner) {
        for (int each = 0; each < caches.length; each++) {
            caches[each] = with(with(caches[each], SHARER, false), OWNER, each == owner);
        }
    }

    private void share(int cache) {
        if (cache != NOBODY) {
            caches[cache] = with(caches[cache], SHARER, true);
        }
    }

    /** Whoever owns the line only shares it. */
    private void ownerShares() {
        int owner = owner();
        share(owner);
        if (owner != NOBODY) {
            caches[owner] = with(caches[owner], OWNER, false);
        }
    }

    private int owner() {
        return who(OWNER);
    }

    private int served() {
        return who(SERVED);
    }

    private int who(int bit) {
        for (int each = 0; each < caches.length; each++) {
            if (has(caches[each], bit)) {
                return each;
            }
        }
        return NOBODY;
    }

    Flaw flaw(String what) {
        StringBuilder text = new StringBuilder(what + ": " + home);
        for (long each : caches) {
            text.append("; ").append(CacheWord.text(each));
        }
        return new Flaw(text.toString());
    }
}
