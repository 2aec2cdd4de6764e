package org.skerry.model.sharedmem.containment;

import java.util.List;
import org.skerry.model.memory.Access;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which frames a page is made to lead to: its own, unless somebody forgets to see whether the one that he looks at first, the one that was
 * given last, is in use.
 */
final class FrameChoice implements Stateful {
    private final List<PageStage> stages;
    private final boolean mistakes; // are possible at all
    private long last; // that a page was made to lead to; 0: none yet

    FrameChoice(List<PageStage> stages, boolean mistakes) {
        this.stages = stages;
        this.mistakes = mistakes;
    }

    /**
     * Chooses a frame for each stage.
     *
     * @param actor        whose page it is
     * @param own          physical address of the page's own frame
     * @param guestAddress address of the page as the actor sees it
     */
    long[] choose(String actor, long own, long guestAddress) {
        long offered = last;
        last = own;
        long[] chosen = new long[stages.size()];
        for (int i = 0; i < chosen.length; i++) {
            boolean wrong = mistakes && offered != 0 && looksFree(stages.get(i), actor, guestAddress);
            chosen[i] = wrong ? offered : own;
            last = wrong ? offered : last;
        }
        return chosen;
    }

    private static boolean looksFree(PageStage stage, String actor, long guestAddress) {
        try {
            stage.looks().walk(new Access(actor, guestAddress, 1, true, 1));
            return true;
        } catch (MemoryFault inUse) {
            return false;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(last);
    }

    @Override
    public void load(StateReader in) {
        last = in.readLong();
    }
}
