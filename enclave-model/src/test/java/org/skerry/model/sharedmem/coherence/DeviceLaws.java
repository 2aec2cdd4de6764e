package org.skerry.model.sharedmem.coherence;

/** What must hold of a line in every state. */
final class DeviceLaws {
    private DeviceLaws() {}

    /** One writer or many readers, no lost write, no stale copy, the home knows of every copy, nobody stuck. */
    static void check(DeviceLine s) {
        int owners = 0;
        int holders = 0;
        for (int core = 0; core < s.cores; core++) {
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
            for (int core = 0; core < s.cores; core++) {
                quiet &= s.states[core].stable()
                        && s.waits[core] == DeviceLine.NOTHING
                        && s.deferred[core] == DeviceLine.NOTHING;
            }
            if (!quiet) {
                throw new Broken("stuck: " + s);
            }
        }
    }
}
