package org.skerry.model.count;

import java.util.List;

/**
 * The time from the end of an actor to the moment at which whoever restarts it knows that it lives again, in cycles, part by part.
 *
 * @param detection from the end to the first step of the load: the news, the supervisor's turn, the order
 * @param zeroise   the core held, memory and registers cleared
 * @param load      the image on its way to the memory
 * @param hash      the image hashed
 * @param verify    digest and signature checked
 * @param relink    handles installed, the core released, and the news of it: the link holds again
 */
public record Restore(long detection, long zeroise, long load, long hash, long verify, long relink) {
    /** Names of the parts, in the order of time. */
    public static final List<String> PARTS = List.of("detection", "zeroise", "load", "hash", "verify", "re-link");

    /** All of it. */
    public long total() {
        return detection + zeroise + load + hash + verify + relink;
    }

    /** The parts in that order. */
    public List<Long> parts() {
        return List.of(detection, zeroise, load, hash, verify, relink);
    }

    /** What a supervisor does in its turn until it has asked for the restart. */
    public record Turn(long instructions, long loads, long stores) {}
}
