package org.skerry.model.sharedmem.coherence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.noc.VirtualNetwork;

/**
 * Carries the two tables out for one line and a few cores in every order there is: any core may at any time load, store, put the line out
 * or drop it; any message under way may be the next to arrive, but for those from the home to one core, which keep their order; memory
 * and the slice answer when they like; the directory recalls when it likes. Data is one bit: whether it is what was written last.
 */
final class DeviceProtocolModel {
    private static final Kind[] KINDS = Kind.values();
    private static final int NOBODY = 7;
    private static final int NOTHING = 0;
    private static final int LOAD = 1;
    private static final int STORE = 2;

    private final int cores;
    private final boolean overlapping;
    private boolean device; // one more reads and writes, under the number behind the last core, and keeps no copy
    private final TransitionTable<PrivateState, PrivateEvent, PrivateAction> privateTable;
    private final TransitionTable<HomeState, HomeEvent, HomeAction> homeTable;
    private final Set<String> used = new HashSet<>();

    /**
     * A model.
     *
     * @param overlapping whether a core may want something more of the line while it waits for it
     */
    DeviceProtocolModel(
            int cores,
            boolean overlapping,
            TransitionTable<PrivateState, PrivateEvent, PrivateAction> privateTable,
            TransitionTable<HomeState, HomeEvent, HomeAction> homeTable) {
        this.cores = cores;
        this.overlapping = overlapping;
        this.privateTable = privateTable;
        this.homeTable = homeTable;
    }

    /** The same with a device that reads the line, writes all of it or writes part of it, one thing after another. */
    DeviceProtocolModel withDevice() {
        device = true;
        return this;
    }

    /** A rule was broken. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what, null, false, false);
        }
    }

    /** Transitions that were taken, as "state event". */
    Set<String> used() {
        return used;
    }

    /** What a core tells another one apart by does not matter: of states that differ only in the cores' numbers one is enough. */
    private String canonical(State state) {
        String first = state.key(0);
        for (int turn = 1; turn < cores; turn++) {
            String other = state.key(turn);
            first = other.compareTo(first) < 0 ? other : first;
        }
        return first;
    }

    /** Goes through all states; returns their number, or throws {@link Broken}. */
    int explore(int limit) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<State> open = new ArrayDeque<>();
        State first = new State(cores);
        seen.add(canonical(first));
        open.add(first);
        while (!open.isEmpty()) {
            State state = open.poll();
            for (State next : successors(state)) {
                if (seen.add(canonical(next))) {
                    check(next);
                    open.add(next);
                    if (seen.size() > limit) {
                        throw new Broken("more than " + limit + " states");
                    }
                }
            }
        }
        return seen.size();
    }

    // ---- what can happen ---------------------------------------------------------------------------------------

    private List<State> successors(State from) {
        List<State> all = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            int c = core;
            boolean waits = from.waits[c] != NOTHING || from.deferredPut[c];
            if (from.deferred[c] == NOTHING && (overlapping || !waits)) {
                add(all, from, s -> s.access(c, LOAD));
                add(all, from, s -> s.access(c, STORE));
            }
            if (!from.deferredPut[c] && (overlapping || from.states[c].stable())) {
                add(all, from, s -> s.evict(c));
            }
            if (from.states[c].stable() && from.states[c] != PrivateState.MODIFIED) {
                add(all, from, s -> s.privateStep(c, PrivateEvent.DROP, NOBODY));
            }
            if (!from.toCore.get(c).isEmpty()) {
                add(all, from, s -> s.hear(c, s.toCore.get(c).remove(0)));
            }
        }
        if (device && !from.deviceWaits) {
            for (Kind kind : new Kind[] {Kind.READ_ONCE, Kind.WRITE_LINE, Kind.WRITE_PART}) {
                add(all, from, s -> {
                    s.deviceWaits = true;
                    s.others.add(State.message(kind, cores, cores, false));
                });
            }
        }
        if (!from.toCore.get(cores).isEmpty()) {
            add(all, from, s -> {
                s.toCore.get(cores).remove(0);
                s.deviceWaits = false;
            });
        }
        for (int message : new HashSet<>(from.others)) {
            add(all, from, s -> {
                s.others.remove((Integer) message);
                s.arrive(message);
            });
        }
        if (from.memoryAsked) {
            add(all, from, s -> {
                s.memoryAsked = false;
                s.lineReady = true;
                s.homeFollow();
            });
        }
        if (from.home.stable() && from.home != HomeState.UNCACHED) {
            add(all, from, s -> {
                s.asks = NOBODY;
                s.homeEvent(HomeEvent.RECALL, false);
            });
        }
        return all;
    }

    private void add(List<State> all, State from, Consumer<State> what) {
        State next = new State(from);
        what.accept(next);
        all.add(next);
    }

    private void check(State s) {
        int owners = 0;
        int holders = 0;
        for (int core = 0; core < cores; core++) {
            PrivateState state = s.states[core];
            boolean owns = state == PrivateState.EXCLUSIVE || state == PrivateState.MODIFIED;
            boolean holds = owns || state == PrivateState.SHARED || state == PrivateState.UPGRADING;
            owners += owns ? 1 : 0;
            holders += holds ? 1 : 0;
            if (holds && !s.fresh[core]) {
                throw new Broken("core " + core + " holds what is no longer true: " + s);
            }
            if (holds && s.home.stable()) {
                boolean known = s.home == HomeState.OWNED && s.owner == core
                        || s.home == HomeState.SHARED && (s.sharers & 1 << core) != 0;
                if (!known) {
                    throw new Broken("the home does not know of core " + core + ": " + s);
                }
            }
        }
        if (owners > 1 || owners == 1 && holders > 1) {
            throw new Broken("a writer beside others: " + s);
        }
        if (!s.somewhereFresh()) {
            throw new Broken("what was written is lost: " + s);
        }
        if (s.nothingUnderWay()) {
            boolean quiet = s.home.stable() && s.queue.isEmpty() && !s.deviceWaits;
            for (int core = 0; core < cores; core++) {
                quiet &= s.states[core].stable() && s.waits[core] == NOTHING && s.deferred[core] == NOTHING;
            }
            if (!quiet) {
                throw new Broken("stuck: " + s);
            }
        }
    }

    // ---- a state, and what changes it --------------------------------------------------------------------------

    private final class State {
        private final PrivateState[] states;
        private final boolean[] fresh;
        private final int[] waits;
        private final int[] deferred;
        private final boolean[] deferredPut;
        private final List<List<Integer>> toCore = new ArrayList<>();
        private final List<Integer> others = new ArrayList<>();

        private HomeState home = HomeState.UNCACHED;
        private boolean homeFresh = true;
        private int owner = NOBODY;
        private int sharers;
        private int asks = NOBODY;
        private int acks;
        private boolean acksAwaited;
        private boolean memoryAsked;
        private boolean lineReady;
        private boolean deviceWaits;
        private final List<Integer> queue = new ArrayList<>();

        // of the step being taken
        private boolean serving;
        private boolean deferring;
        private int arriving;
        private boolean arrivingFresh;
        private boolean deviceWrote;
        private boolean devicePart; // the request being served is a device's for part of the line

        State(int cores) {
            states = new PrivateState[cores];
            Arrays.fill(states, PrivateState.INVALID);
            fresh = new boolean[cores];
            waits = new int[cores];
            deferred = new int[cores];
            deferredPut = new boolean[cores];
            for (int core = 0; core <= cores; core++) {
                toCore.add(new ArrayList<>());
            }
        }

        State(State other) {
            states = other.states.clone();
            fresh = other.fresh.clone();
            waits = other.waits.clone();
            deferred = other.deferred.clone();
            deferredPut = other.deferredPut.clone();
            other.toCore.forEach(each -> toCore.add(new ArrayList<>(each)));
            others.addAll(other.others);
            home = other.home;
            homeFresh = other.homeFresh;
            owner = other.owner;
            sharers = other.sharers;
            asks = other.asks;
            acks = other.acks;
            acksAwaited = other.acksAwaited;
            memoryAsked = other.memoryAsked;
            lineReady = other.lineReady;
            deviceWaits = other.deviceWaits;
            devicePart = other.devicePart;
            deviceWrote = other.deviceWrote;
            queue.addAll(other.queue);
        }

        /** All of it, with core {@code turn} as core 0, the next one as core 1, and so on. */
        String key(int turn) {
            StringBuilder key = new StringBuilder();
            for (int i = 0; i < cores; i++) {
                int core = (i + turn) % cores;
                key.append((char) (states[core].ordinal() | (fresh[core] ? 16 : 0) | (deferredPut[core] ? 32 : 0)));
                key.append((char) (waits[core] | deferred[core] << 2));
                toCore.get(core).forEach(each -> key.append((char) turned(each, turn)));
                key.append('\uffff');
            }
            toCore.get(cores).forEach(each -> key.append((char) (int) each));
            int[] sorted = others.stream()
                    .mapToInt(each -> turned(each, turn))
                    .sorted()
                    .toArray();
            for (int each : sorted) {
                key.append((char) each);
            }
            key.append('\uffff');
            queue.forEach(each -> key.append((char) turned(each, turn)));
            key.append((char) home.ordinal());
            int turnedSharers = 0;
            for (int i = 0; i < cores; i++) {
                turnedSharers |= (sharers >> (i + turn) % cores & 1) << i;
            }
            key.append((char) (core(owner, turn) | core(asks, turn) << 3 | acks << 6 | turnedSharers << 9));
            key.append((char) ((homeFresh ? 1 : 0)
                    | (acksAwaited ? 2 : 0)
                    | (memoryAsked ? 4 : 0)
                    | (lineReady ? 8 : 0)
                    | (deviceWaits ? 16 : 0)));
            return key.toString();
        }

        private int core(int core, int turn) {
            return core >= cores ? core : (core - turn + cores) % cores;
        }

        private int turned(int message, int turn) {
            return message & 31
                    | core(message >> 5 & 7, turn) << 5
                    | core(message >> 8 & 7, turn) << 8
                    | message & FRESH;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(Arrays.toString(states)
                    + " fresh " + Arrays.toString(fresh) + ", home " + home + " owner " + owner + " sharers "
                    + Integer.toBinaryString(sharers) + ", to cores ");
            toCore.forEach(
                    each -> text.append(each.stream().map(m -> KINDS[m & 31]).toList()));
            return text + ", others " + others.stream().map(m -> KINDS[m & 31]).toList();
        }

        boolean nothingUnderWay() {
            return others.isEmpty() && !memoryAsked && toCore.stream().allMatch(List::isEmpty);
        }

        boolean somewhereFresh() {
            boolean found = homeFresh;
            for (boolean each : fresh) {
                found |= each;
            }
            for (int each : others) {
                found |= isFresh(each);
            }
            for (int each : queue) {
                found |= isFresh(each);
            }
            for (List<Integer> way : toCore) {
                for (int each : way) {
                    found |= isFresh(each);
                }
            }
            return found;
        }

        private static final int FRESH = 1 << 11;

        private static int message(Kind kind, int from, int about, boolean isFresh) {
            return kind.ordinal() | from << 5 | about << 8 | (isFresh ? FRESH : 0);
        }

        private static boolean isFresh(int message) {
            return (message & FRESH) != 0;
        }

        // ---- private side --------------------------------------------------------------------------------------

        void access(int core, int what) {
            privateStep(core, what == LOAD ? PrivateEvent.LOAD : PrivateEvent.STORE, NOBODY);
            if (deferring) {
                deferred[core] = what;
            } else if (serving) {
                serve(core, what);
            } else {
                waits[core] = what;
            }
        }

        void evict(int core) {
            privateStep(core, PrivateEvent.EVICT, NOBODY);
            deferredPut[core] = deferring;
        }

        void hear(int core, int message) {
            PrivateEvent event = PrivateEvent.valueOf(KINDS[message & 31].name());
            if (KINDS[message & 31].name().contains("DATA_")
                    || KINDS[message & 31].name().startsWith("PEER")) {
                fresh[core] = isFresh(message);
            }
            privateStep(core, event, message >> 8 & 7);
            if (serving) {
                int what = waits[core];
                waits[core] = NOTHING;
                serve(core, what);
            }
            while (states[core].stable() && (deferredPut[core] || deferred[core] != NOTHING)) {
                if (deferredPut[core]) {
                    evict(core);
                } else {
                    int what = deferred[core];
                    deferred[core] = NOTHING;
                    access(core, what);
                }
            }
        }

        private void serve(int core, int what) {
            if (what == LOAD && !fresh[core]) {
                throw new Broken("core " + core + " reads what is no longer true: " + this);
            }
            if (what == STORE) {
                if (states[core] != PrivateState.MODIFIED) {
                    throw new Broken("core " + core + " writes in state " + states[core]);
                }
                written();
                fresh[core] = true;
            }
        }

        /** Whatever was true before is so no longer. */
        private void written() {
            Arrays.fill(fresh, false);
            homeFresh = false;
            others.replaceAll(each -> each & ~FRESH);
            queue.replaceAll(each -> each & ~FRESH);
            toCore.forEach(way -> way.replaceAll(each -> each & ~FRESH));
        }

        void privateStep(int core, PrivateEvent event, int peer) {
            TransitionTable.Transition<PrivateState, PrivateAction> t = privateTable.find(states[core], event);
            if (t == null) {
                throw new Broken("private side: " + event + " in " + states[core] + ": " + this);
            }
            used.add(states[core] + " " + event);
            states[core] = t.next();
            serving = false;
            deferring = false;
            for (PrivateAction action : t.actions()) {
                switch (action) {
                    case SERVE -> serving = true;
                    case DEFER -> deferring = true;
                    case SEND_PEER_SHARED, SEND_PEER_OWNED -> say(action, core, peer);
                    default -> say(action, core, core);
                }
            }
            PrivateState state = states[core];
            if (state == PrivateState.INVALID || state == PrivateState.PUT_TAKEN || state == PrivateState.OWNING) {
                fresh[core] = false;
            }
        }

        private void say(PrivateAction action, int core, int about) {
            Kind kind = Kind.valueOf(action.name().substring("SEND_".length()));
            if (about == cores && !fresh[core]) {
                throw new Broken("a device reads what is no longer true: " + this);
            }
            boolean data = kind == Kind.PUT
                    || kind == Kind.ACK_DATA
                    || kind == Kind.COPY_DIRTY
                    || kind == Kind.PEER_SHARED
                    || kind == Kind.PEER_OWNED;
            others.add(message(kind, core, about, data && fresh[core]));
        }

        // ---- home side -----------------------------------------------------------------------------------------

        void arrive(int message) {
            Kind kind = KINDS[message & 31];
            if (kind == Kind.PEER_SHARED && (message >> 8 & 7) == cores) {
                deviceWaits = false;
            } else if (kind == Kind.PEER_SHARED || kind == Kind.PEER_OWNED) {
                hear(message >> 8 & 7, message);
            } else if (kind.network() == VirtualNetwork.REQUEST && !home.stable()) {
                arriving = message;
                HomeEvent event = kind == Kind.UPGRADE ? HomeEvent.OWN : HomeEvent.valueOf(kind.name());
                homeEvent(event, false);
            } else if (kind.network() == VirtualNetwork.REQUEST) {
                begin(message);
            } else {
                homeEvent(HomeEvent.valueOf(kind.name()), isFresh(message));
            }
        }

        private void begin(int message) {
            Kind kind = KINDS[message & 31];
            asks = message >> 5 & 7;
            boolean owns = owner == asks;
            HomeEvent event = switch (kind) {
                case READ -> owns ? HomeEvent.READ_AGAIN : HomeEvent.READ;
                case OWN -> owns ? HomeEvent.OWN_AGAIN : HomeEvent.OWN;
                case UPGRADE -> (sharers & 1 << asks) != 0 ? HomeEvent.UPGRADE : HomeEvent.OWN;
                case READ_ONCE, WRITE_LINE, WRITE_PART -> HomeEvent.valueOf(kind.name());
                default -> owns ? HomeEvent.PUT : HomeEvent.PUT_STALE;
            };
            devicePart = kind == Kind.WRITE_PART;
            deviceWrote = false;
            homeEvent(event, isFresh(message));
        }

        void homeEvent(HomeEvent event, boolean isFresh) {
            arrivingFresh = isFresh;
            homeStep(event);
            homeFollow();
        }

        void homeFollow() {
            while (true) {
                if (acksAwaited && acks == 0) {
                    acksAwaited = false;
                    homeStep(HomeEvent.ACKS);
                } else if (lineReady) {
                    lineReady = false;
                    homeStep(HomeEvent.LINE);
                } else {
                    break;
                }
            }
            if (home.stable()) {
                asks = NOBODY;
                if (!queue.isEmpty()) {
                    begin(queue.remove(0));
                }
            }
        }

        private void homeStep(HomeEvent event) {
            TransitionTable.Transition<HomeState, HomeAction> t = homeTable.find(home, event);
            if (t == null) {
                throw new Broken("home: " + event + " in " + home + ": " + this);
            }
            used.add(home + " " + event);
            home = t.next();
            for (HomeAction action : t.actions()) {
                homeAct(action);
            }
        }

        private void homeAct(HomeAction action) {
            switch (action) {
                case WAIT -> queue.add(arriving);
                case GET_LINE -> memoryAsked = true;
                case PROBE_SHARERS -> {
                    acksAwaited = true;
                    for (int core = 0; core < cores; core++) {
                        if ((sharers & 1 << core) != 0 && core != asks) {
                            probe(core, Kind.INVALIDATE);
                            acks++;
                        }
                    }
                }
                case PROBE_OWNER -> {
                    acksAwaited = true;
                    probe(owner, Kind.INVALIDATE);
                    acks++;
                }
                case FORWARD_READ -> probe(owner, Kind.FORWARD_READ);
                case FORWARD_OWN -> probe(owner, Kind.FORWARD_OWN);
                case SEND_SHARED -> answer(Kind.DATA_SHARED);
                case SEND_SOLE -> answer(Kind.DATA_SOLE);
                case SEND_OWNED -> answer(Kind.DATA_OWNED);
                case SEND_GRANT -> answer(Kind.GRANTED);
                case ANSWER_PUT -> answer(Kind.PUT_DONE);
                case STORE_DIRTY -> homeFresh = arrivingFresh;
                case COUNT_ACK -> acks = Math.max(0, acks - 1);
                case SET_OWNER -> {
                    sharers = 0;
                    owner = asks;
                }
                case ADD_SHARER -> sharers |= 1 << asks;
                case SHARE_OWNER -> {
                    sharers |= bit(asks) | bit(owner);
                    owner = NOBODY;
                }
                case CLEAR -> {
                    sharers = 0;
                    owner = NOBODY;
                }
                case OWNER_SHARES -> {
                    sharers |= bit(owner);
                    owner = NOBODY;
                }
                case STORE_DEVICE -> {
                    if (devicePart && !homeFresh) {
                        throw new Broken("a device writes part of what is no longer true: " + this);
                    }
                    written();
                    homeFresh = true;
                    deviceWrote = true;
                }
            }
        }

        private int bit(int core) {
            return core == NOBODY ? 0 : 1 << core;
        }

        private void probe(int core, Kind kind) {
            if (core == NOBODY) {
                throw new Broken("nobody to probe: " + this);
            }
            toCore.get(core).add(message(kind, NOBODY, asks, false));
        }

        private void answer(Kind kind) {
            if (asks == NOBODY) {
                throw new Broken("nobody to answer: " + this);
            }
            boolean data = EnumSet.of(Kind.DATA_SHARED, Kind.DATA_SOLE, Kind.DATA_OWNED)
                    .contains(kind);
            if (asks == cores && kind == Kind.PUT_DONE && !deviceWrote) {
                throw new Broken("what a device wrote is lost: " + this);
            }
            if (asks == cores && data && !homeFresh) {
                throw new Broken("a device reads what is no longer true: " + this);
            }
            toCore.get(asks).add(message(kind, NOBODY, asks, data && homeFresh));
        }
    }
}
