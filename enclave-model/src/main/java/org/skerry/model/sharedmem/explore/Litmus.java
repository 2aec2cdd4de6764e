package org.skerry.model.sharedmem.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small program of a few threads, and an outcome that sequential consistency forbids. Names are those of Alglave et al., "Herding Cats",
 * TOPLAS 36(2), 2014.
 *
 * @param name      by which it is known
 * @param threads   for each its accesses in order
 * @param forbidden what must not be read, as a part of an outcome: "r0=1 r1=0"
 */
public record Litmus(String name, List<List<Access>> threads, String forbidden) {
    private static final List<String> LINES = List.of("x", "y");

    /** What an access does to a word of one line. */
    public enum Kind {
        /** Reads. */
        LOAD,
        /** Writes. */
        STORE,
        /** Adds, and reads what was there before, at once. */
        ADD
    }

    /**
     * An access.
     *
     * @param kind     what it does
     * @param line     0 for x, 1 for y
     * @param value    that is stored or added
     * @param register that is read into, or -1
     */
    public record Access(Kind kind, int line, int value, int register) {}

    /** Of text: "x=1 r0=y | y=1 r1=x"; "r0=x+1" adds 1 to x. */
    static Litmus of(String name, String program, String forbidden) {
        List<List<Access>> threads = new ArrayList<>();
        for (String thread : program.split(" \\| ")) {
            threads.add(Arrays.stream(thread.split(" ")).map(Litmus::access).toList());
        }
        return new Litmus(name, threads, forbidden);
    }

    private static Access access(String text) {
        String[] sides = text.split("=");
        if (!sides[0].startsWith("r")) {
            return new Access(Kind.STORE, LINES.indexOf(sides[0]), Integer.parseInt(sides[1]), -1);
        }
        int register = Integer.parseInt(sides[0].substring(1));
        int line = LINES.indexOf(sides[1].substring(0, 1));
        return sides[1].length() == 1
                ? new Access(Kind.LOAD, line, 0, register)
                : new Access(Kind.ADD, line, Integer.parseInt(sides[1].substring(2)), register);
    }

    /** All that is forbidden to happen, of the shapes that models of memory are told apart by, and of atomics. */
    public static List<Litmus> all() {
        return List.of(
                of("SB", "x=1 r0=y | y=1 r1=x", "r0=0 r1=0"),
                of("LB", "r0=x y=1 | r1=y x=1", "r0=1 r1=1"),
                of("MP", "x=1 y=1 | r0=y r1=x", "r0=1 r1=0"),
                of("S", "x=2 y=1 | r0=y x=1", "r0=1 x=2"),
                of("R", "x=1 y=1 | y=2 r0=x", "r0=0 x=1 y=2"),
                of("2+2W", "x=1 y=2 | y=1 x=2", "x=1 y=1"),
                of("WRC", "x=1 | r0=x y=1 | r1=y r2=x", "r0=1 r1=1 r2=0"),
                of("RWC", "x=1 | r0=x r1=y | y=1 r2=x", "r0=1 r1=0 r2=0"),
                of("ISA2", "x=1 y=1 | r0=y x=2 | r1=x r2=y", "r0=1 r1=2 r2=0"),
                of("IRIW", "x=1 | y=1 | r0=x r1=y | r2=y r3=x", "r0=1 r1=0 r2=1 r3=0"),
                of("CoRR", "x=1 | r0=x r1=x", "r0=1 r1=0"),
                of("CoRR2", "x=1 | x=2 | r0=x r1=x | r2=x r3=x", "r0=1 r1=2 r2=2 r3=1"),
                of("CoWW", "x=1 x=2", "x=1"),
                of("CoWR", "x=1 r0=x | x=2", "r0=2 x=1"),
                of("CoRW1", "r0=x x=1", "r0=1"),
                of("CoRW2", "r0=x x=1 | x=2", "r0=2 x=2"),
                of("SB of atomics", "r0=x+1 r1=y | r2=y+1 r3=x", "r1=0 r2=0 r3=0"),
                of("two additions", "r0=x+1 | r1=x+1", "r0=0 r1=0"),
                of("four additions", "r0=x+1 r1=x+1 | r2=x+1 | r3=x+1", "x=3"),
                of("addition and store", "r0=x+1 | x=5", "r0=0 x=1"));
    }

    /** Registers that its loads and additions read into, numbered from 0 in the order of the text. */
    public int registers() {
        return (int) threads.stream()
                .flatMap(List::stream)
                .filter(access -> access.register >= 0)
                .count();
    }

    /** An outcome in words. */
    public String outcome(int[] registers, int[] memory) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < registers.length; i++) {
            text.append('r').append(i).append('=').append(registers[i]).append(' ');
        }
        return text + "x=" + memory[0] + " y=" + memory[1];
    }

    /** Whether an outcome is one that must not be. */
    public boolean isForbidden(String outcome) {
        return Arrays.asList(outcome.split(" ")).containsAll(Arrays.asList(forbidden.split(" ")));
    }

    /** All outcomes of accesses that happen one after another, those of each thread in order. */
    public Set<String> sequentiallyConsistent() {
        Set<String> outcomes = new TreeSet<>();
        interleave(new int[threads.size()], new int[registers()], new int[LINES.size()], outcomes);
        return outcomes;
    }

    private void interleave(int[] next, int[] registers, int[] memory, Set<String> outcomes) {
        boolean done = true;
        for (int thread = 0; thread < next.length; thread++) {
            if (next[thread] < threads.get(thread).size()) {
                done = false;
                int[] nextThen = next.clone();
                int[] registersThen = registers.clone();
                int[] memoryThen = memory.clone();
                Access access = threads.get(thread).get(nextThen[thread]++);
                if (access.register >= 0) {
                    registersThen[access.register] = memory[access.line];
                }
                switch (access.kind) {
                    case LOAD -> {}
                    case STORE -> memoryThen[access.line] = access.value;
                    case ADD -> memoryThen[access.line] += access.value;
                }
                interleave(nextThen, registersThen, memoryThen, outcomes);
            }
        }
        if (done) {
            outcomes.add(outcome(registers, memory));
        }
    }
}
