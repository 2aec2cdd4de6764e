package org.skerry.model.sharedmem.kernel;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which address spaces one core keeps the translations of. Each has a tag; when all tags are taken, the space that was left longest ago
 * gives up its own, and the tag that comes in its place is a number that no entry bears, so that what the buffers hold of the old one is
 * never found again and goes as others need its room.
 */
final class AddressTags implements Stateful {
    private final long[] spaces; // the one used last first; 0: none
    private final long[] tags;
    private long current;
    private long made;

    /** A core that keeps {@code kept} spaces apart; if it is 0, it has those of the space that it is in, as if it kept one. */
    AddressTags(int kept) {
        spaces = new long[Math.max(1, kept)];
        tags = new long[spaces.length];
    }

    /** The address space that the core is in; 0 before the first. */
    long current() {
        return current;
    }

    /** Goes to an address space, and returns its tag; a new one if its translations are gone. */
    long enter(long space) {
        int at = 0;
        while (at < spaces.length - 1 && spaces[at] != space) {
            at++;
        }
        boolean known = spaces[at] == space;
        long tag = known ? tags[at] : ++made;
        System.arraycopy(spaces, 0, spaces, 1, at);
        System.arraycopy(tags, 0, tags, 1, at);
        spaces[0] = space;
        tags[0] = tag;
        current = space;
        return tag;
    }

    /** How often translations were lost. */
    long made() {
        return made;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(spaces);
        out.writeLongs(tags);
        out.writeLong(current);
        out.writeLong(made);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(spaces);
        in.readLongs(tags);
        current = in.readLong();
        made = in.readLong();
    }
}
