package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.DeviceLine.*;

import java.util.EnumSet;
import java.util.Set;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.noc.VirtualNetwork;

/** What happens to a line at its home. */
final class DeviceHome {
    private final TransitionTable<HomeState, HomeEvent, HomeAction> table;
    private final DeviceCores cores;
    private final Set<String> used;

    /**
     * By a table.
     *
     * @param used takes the transitions that are taken, as "state event"
     */
    DeviceHome(TransitionTable<HomeState, HomeEvent, HomeAction> table, DeviceCores cores, Set<String> used) {
        this.table = table;
        this.cores = cores;
        this.used = used;
    }

    void arrive(DeviceLine s, int message) {
        Kind kind = kind(message);
        if (kind == Kind.PEER_SHARED && about(message) == s.cores) {
            s.deviceWaits = false;
        } else if (kind == Kind.PEER_SHARED || kind == Kind.PEER_OWNED) {
            cores.hear(s, about(message), message);
        } else if (kind.network() == VirtualNetwork.REQUEST && !s.home.stable()) {
            s.arriving = message;
            HomeEvent event = kind == Kind.UPGRADE ? HomeEvent.OWN : HomeEvent.valueOf(kind.name());
            event(s, event, false);
        } else if (kind.network() == VirtualNetwork.REQUEST) {
            begin(s, message);
        } else {
            event(s, HomeEvent.valueOf(kind.name()), isFresh(message));
        }
    }

    private void begin(DeviceLine s, int message) {
        Kind kind = kind(message);
        s.asks = from(message);
        boolean owns = s.owner == s.asks;
        HomeEvent event = switch (kind) {
            case READ -> owns ? HomeEvent.READ_AGAIN : HomeEvent.READ;
            case OWN -> owns ? HomeEvent.OWN_AGAIN : HomeEvent.OWN;
            case UPGRADE -> (s.sharers & 1 << s.asks) != 0 ? HomeEvent.UPGRADE : HomeEvent.OWN;
            case READ_ONCE, WRITE_LINE, WRITE_PART -> HomeEvent.valueOf(kind.name());
            default -> owns ? HomeEvent.PUT : HomeEvent.PUT_STALE;
        };
        s.devicePart = kind == Kind.WRITE_PART;
        s.deviceWrote = false;
        event(s, event, isFresh(message));
    }

    void event(DeviceLine s, HomeEvent event, boolean isFresh) {
        s.arrivingFresh = isFresh;
        step(s, event);
        follow(s);
    }

    void follow(DeviceLine s) {
        while (true) {
            if (s.acksAwaited && s.acks == 0) {
                s.acksAwaited = false;
                step(s, HomeEvent.ACKS);
            } else if (s.lineReady) {
                s.lineReady = false;
                step(s, HomeEvent.LINE);
            } else {
                break;
            }
        }
        if (s.home.stable()) {
            s.asks = NOBODY;
            if (!s.queue.isEmpty()) {
                begin(s, s.queue.remove(0));
            }
        }
    }

    private void step(DeviceLine s, HomeEvent event) {
        TransitionTable.Transition<HomeState, HomeAction> t = table.find(s.home, event);
        if (t == null) {
            throw new Broken("home: " + event + " in " + s.home + ": " + s);
        }
        used.add(s.home + " " + event);
        s.home = t.next();
        for (HomeAction action : t.actions()) {
            act(s, action);
        }
    }

    private void act(DeviceLine s, HomeAction action) {
        switch (action) {
            case WAIT -> s.queue.add(s.arriving);
            case GET_LINE -> s.memoryAsked = true;
            case PROBE_SHARERS -> {
                s.acksAwaited = true;
                for (int core = 0; core < s.cores; core++) {
                    if ((s.sharers & 1 << core) != 0 && core != s.asks) {
                        probe(s, core, Kind.INVALIDATE);
                        s.acks++;
                    }
                }
            }
            case PROBE_OWNER -> {
                s.acksAwaited = true;
                probe(s, s.owner, Kind.INVALIDATE);
                s.acks++;
            }
            case FORWARD_READ -> probe(s, s.owner, Kind.FORWARD_READ);
            case FORWARD_OWN -> probe(s, s.owner, Kind.FORWARD_OWN);
            case SEND_SHARED -> answer(s, Kind.DATA_SHARED);
            case SEND_SOLE -> answer(s, Kind.DATA_SOLE);
            case SEND_OWNED -> answer(s, Kind.DATA_OWNED);
            case SEND_GRANT -> answer(s, Kind.GRANTED);
            case ANSWER_PUT -> answer(s, Kind.PUT_DONE);
            case STORE_DIRTY -> s.homeFresh = s.arrivingFresh;
            case COUNT_ACK -> s.acks = Math.max(0, s.acks - 1);
            case SET_OWNER -> {
                s.sharers = 0;
                s.owner = s.asks;
            }
            case ADD_SHARER -> s.sharers |= 1 << s.asks;
            case SHARE_OWNER -> {
                s.sharers |= bit(s.asks) | bit(s.owner);
                s.owner = NOBODY;
            }
            case CLEAR -> {
                s.sharers = 0;
                s.owner = NOBODY;
            }
            case OWNER_SHARES -> {
                s.sharers |= bit(s.owner);
                s.owner = NOBODY;
            }
            case STORE_DEVICE -> {
                if (s.devicePart && !s.homeFresh) {
                    throw new Broken("a device writes part of what is no longer true: " + s);
                }
                s.written();
                s.homeFresh = true;
                s.deviceWrote = true;
            }
        }
    }

    private int bit(int core) {
        return core == NOBODY ? 0 : 1 << core;
    }

    private void probe(DeviceLine s, int core, Kind kind) {
        if (core == NOBODY) {
            throw new Broken("nobody to probe: " + s);
        }
        s.toCore.get(core).add(message(kind, NOBODY, s.asks, false));
    }

    private void answer(DeviceLine s, Kind kind) {
        if (s.asks == NOBODY) {
            throw new Broken("nobody to answer: " + s);
        }
        boolean data =
                EnumSet.of(Kind.DATA_SHARED, Kind.DATA_SOLE, Kind.DATA_OWNED).contains(kind);
        if (s.asks == s.cores && kind == Kind.PUT_DONE && !s.deviceWrote) {
            throw new Broken("what a device wrote is lost: " + s);
        }
        if (s.asks == s.cores && data && !s.homeFresh) {
            throw new Broken("a device reads what is no longer true: " + s);
        }
        s.toCore.get(s.asks).add(message(kind, NOBODY, s.asks, data && s.homeFresh));
    }
}
