package org.skerry.sim.actor;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The timers of one actor as its guest knows them: set, and their message not handled yet. It says how many there are, and which
 * TIMER messages are still meant; when they are due is the machine's affair.
 */
final class PendingTimers implements Stateful {
    /** Most timers of one actor: registers of a timer unit. Assumption. */
    static final int MOST = 128;

    private static final long[] NONE = {};

    private int count;
    private long[] tokens = NONE;
    private long[] ids = NONE; // of the wish that set it last

    /** Takes up a timer, or the new wish for one that there is, or takes one back; returns whether there was room. */
    boolean accept(TimerWish wish) {
        if (wish.cancels()) {
            cancel(wish.token());
            return true;
        }
        int at = find(wish.token());
        if (at < 0) {
            if (count == MOST) {
                return false;
            }
            if (count == tokens.length) {
                int room = Math.max(4, 2 * count);
                tokens = Arrays.copyOf(tokens, room);
                ids = Arrays.copyOf(ids, room);
            }
            at = count++;
        }
        tokens[at] = wish.token();
        ids[at] = wish.id();
        return true;
    }

    /** Forgets a timer, if there is one. */
    void cancel(long token) {
        int at = find(token);
        if (at >= 0) {
            count--;
            tokens[at] = tokens[count];
            ids[at] = ids[count];
        }
    }

    /** Whether a TIMER message was neither taken back nor replaced since it was set. */
    boolean expects(Message message) {
        int at = find(message.timerToken());
        return at >= 0 && ids[at] == message.id();
    }

    private int find(long token) {
        for (int i = 0; i < count; i++) {
            if (tokens[i] == token) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(tokens, 0, count);
        out.writeLongs(ids, 0, count);
    }

    @Override
    public void load(StateReader in) {
        tokens = in.readLongs();
        ids = in.readLongs();
        count = tokens.length;
    }
}
