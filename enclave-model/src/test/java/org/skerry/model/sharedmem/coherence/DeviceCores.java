package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.DeviceLine.*;

import java.util.Set;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;

/** What happens to a line in the private caches of cores. */
final class DeviceCores {
    private final TransitionTable<PrivateState, PrivateEvent, PrivateAction> table;
    private final Set<String> used;

    /**
     * By a table.
     *
     * @param used takes the transitions that are taken, as "state event"
     */
    DeviceCores(TransitionTable<PrivateState, PrivateEvent, PrivateAction> table, Set<String> used) {
        this.table = table;
        this.used = used;
    }

    void access(DeviceLine s, int core, int what) {
        step(s, core, what == LOAD ? PrivateEvent.LOAD : PrivateEvent.STORE, NOBODY);
        if (s.deferring) {
            s.deferred[core] = what;
        } else if (s.serving) {
            serve(s, core, what);
        } else {
            s.waits[core] = what;
        }
    }

    void evict(DeviceLine s, int core) {
        step(s, core, PrivateEvent.EVICT, NOBODY);
        s.deferredPut[core] = s.deferring;
    }

    void hear(DeviceLine s, int core, int message) {
        PrivateEvent event = PrivateEvent.valueOf(kind(message).name());
        if (kind(message).name().contains("DATA_") || kind(message).name().startsWith("PEER")) {
            s.fresh[core] = isFresh(message);
        }
        step(s, core, event, about(message));
        if (s.serving) {
            int what = s.waits[core];
            s.waits[core] = NOTHING;
            serve(s, core, what);
        }
        while (s.states[core].stable() && (s.deferredPut[core] || s.deferred[core] != NOTHING)) {
            if (s.deferredPut[core]) {
                evict(s, core);
            } else {
                int what = s.deferred[core];
                s.deferred[core] = NOTHING;
                access(s, core, what);
            }
        }
    }

    private void serve(DeviceLine s, int core, int what) {
        if (what == LOAD && !s.fresh[core]) {
            throw new Broken("core " + core + " reads what is no longer true: " + s);
        }
        if (what == STORE) {
            if (s.states[core] != PrivateState.MODIFIED) {
                throw new Broken("core " + core + " writes in state " + s.states[core]);
            }
            s.written();
            s.fresh[core] = true;
        }
    }

    void step(DeviceLine s, int core, PrivateEvent event, int peer) {
        TransitionTable.Transition<PrivateState, PrivateAction> t = table.find(s.states[core], event);
        if (t == null) {
            throw new Broken("private side: " + event + " in " + s.states[core] + ": " + s);
        }
        used.add(s.states[core] + " " + event);
        s.states[core] = t.next();
        s.serving = false;
        s.deferring = false;
        for (PrivateAction action : t.actions()) {
            switch (action) {
                case SERVE -> s.serving = true;
                case DEFER -> s.deferring = true;
                case SEND_PEER_SHARED, SEND_PEER_OWNED -> say(s, action, core, peer);
                default -> say(s, action, core, core);
            }
        }
        PrivateState state = s.states[core];
        if (state == PrivateState.INVALID || state == PrivateState.PUT_TAKEN || state == PrivateState.OWNING) {
            s.fresh[core] = false;
        }
    }

    private void say(DeviceLine s, PrivateAction action, int core, int about) {
        Kind kind = Kind.valueOf(action.name().substring("SEND_".length()));
        if (about == s.cores && !s.fresh[core]) {
            throw new Broken("a device reads what is no longer true: " + s);
        }
        boolean data = kind == Kind.PUT
                || kind == Kind.ACK_DATA
                || kind == Kind.COPY_DIRTY
                || kind == Kind.PEER_SHARED
                || kind == Kind.PEER_OWNED;
        s.others.add(message(kind, core, about, data && s.fresh[core]));
    }
}
