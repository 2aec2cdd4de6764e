package org.skerry.sim.trace;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whose bytes were reached by accesses that left what their maker had been given, and where such accesses ended. Counted where bytes
 * move, by the same code on every machine.
 *
 * @param landings bytes reached, by owner
 * @param stops    attempts that reached nothing, by what ended them
 */
public record Reach(List<Landing> landings, List<Stop> stops) {
    /** Nobody left what he had been given. */
    public static final Reach NONE = new Reach(List.of(), List.of());

    /** Copies the lists. */
    public Reach {
        landings = List.copyOf(landings);
        stops = List.copyOf(stops);
    }

    /** Whose bytes some bytes are, seen from who reached them. */
    public enum Whose {
        /** His own: reserved for him, or of the copy of the machine's software that serves nobody but him. */
        OWN,
        /** Another actor's. */
        ANOTHER,
        /** Of the software that all actors of the space depend on, or shared by several of them. */
        MACHINE,
        /** Nobody's: memory is there, and nobody has been given it. */
        NOBODY
    }

    /**
     * Bytes of one owner that somebody reached. A byte reached twice counts twice.
     *
     * @param by           name of the actor or agent whose accesses they were
     * @param space        address space, in words: {@code "enclave 3"}, {@code "physical memory"}
     * @param whose        whose bytes they are
     * @param actor        name of the actor whose bytes they are; empty unless {@code whose} is OWN or ANOTHER
     * @param what         what lies there, in words: {@code "mailbox of client3"}
     * @param bytesRead    bytes read
     * @param bytesWritten bytes written
     */
    public record Landing(
            String by, String space, Whose whose, String actor, String what, long bytesRead, long bytesWritten) {}

    /**
     * Attempts that one check, or the decoder, ended.
     *
     * @param by     name of the actor or agent whose accesses they were
     * @param where  what ended them: {@code "bounds check of the runtime"}, {@code "decoder of enclave 3"}
     * @param reads  loads that ended there
     * @param writes stores that ended there
     */
    public record Stop(String by, String where, long reads, long writes) {}

    /** This and then the other. */
    public Reach and(Reach other) {
        return new Reach(
                Stream.concat(landings.stream(), other.landings.stream()).toList(),
                Stream.concat(stops.stream(), other.stops.stream()).toList());
    }

    /** Whether nobody tried anything. */
    public boolean isEmpty() {
        return landings.isEmpty() && stops.isEmpty();
    }

    /** Bytes that {@code by} has read of this kind of owner. */
    public long bytesRead(String by, Whose whose) {
        return landings.stream()
                .filter(landing -> landing.by.equals(by) && landing.whose == whose)
                .mapToLong(Landing::bytesRead)
                .sum();
    }

    /** Bytes that {@code by} has written of this kind of owner. */
    public long bytesWritten(String by, Whose whose) {
        return landings.stream()
                .filter(landing -> landing.by.equals(by) && landing.whose == whose)
                .mapToLong(Landing::bytesWritten)
                .sum();
    }

    /** Everybody who left, or tried to leave, what he had been given, in order of mention. */
    public List<String> everybody() {
        return Stream.concat(landings.stream().map(Landing::by), stops.stream().map(Stop::by))
                .distinct()
                .toList();
    }

    /** Names of the other actors whose bytes {@code by} has read or written, in order of mention. */
    public List<String> others(String by) {
        return landings.stream()
                .filter(landing -> landing.by.equals(by) && landing.whose == Whose.ANOTHER)
                .map(Landing::actor)
                .distinct()
                .toList();
    }
}
