package org.skerry.model.sharedmem.coherence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;

/**
 * One line in one state, in a few cores, at its home and under way. A device has the number behind the last core. A message is a number:
 *
 * <pre>
 *   bits 0..4  kind      5..7  whom it is from      8..10  whom it is about      11  its data is what was written last
 * </pre>
 */
final class DeviceLine {
    static final int NOBODY = 7;
    static final int NOTHING = 0;
    static final int LOAD = 1;
    static final int STORE = 2;

    private static final Kind[] KINDS = Kind.values();
    private static final int KIND = 31;
    private static final int FRESH = 1 << 11;

    final int cores;
    final PrivateState[] states;
    final boolean[] fresh;
    final int[] waits;
    final int[] deferred;
    final boolean[] deferredPut;
    final List<List<Integer>> toCore = new ArrayList<>();
    final List<Integer> others = new ArrayList<>();

    HomeState home = HomeState.UNCACHED;
    boolean homeFresh = true;
    int owner = NOBODY;
    int sharers;
    int asks = NOBODY;
    int acks;
    boolean acksAwaited;
    boolean memoryAsked;
    boolean lineReady;
    boolean deviceWaits;
    final List<Integer> queue = new ArrayList<>();

    // of the step being taken
    boolean serving;
    boolean deferring;
    int arriving;
    boolean arrivingFresh;
    boolean deviceWrote;
    boolean devicePart; // the request being served is a device's for part of the line

    DeviceLine(int cores) {
        this.cores = cores;
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

    DeviceLine(DeviceLine other) {
        cores = other.cores;
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

    /** Whatever was true before is so no longer. */
    void written() {
        Arrays.fill(fresh, false);
        homeFresh = false;
        others.replaceAll(each -> each & ~FRESH);
        queue.replaceAll(each -> each & ~FRESH);
        toCore.forEach(way -> way.replaceAll(each -> each & ~FRESH));
    }

    /** What a core tells another one apart by does not matter: of states that differ only in the cores' numbers one is enough. */
    String canonical() {
        String first = key(0);
        for (int turn = 1; turn < cores; turn++) {
            String other = key(turn);
            first = other.compareTo(first) < 0 ? other : first;
        }
        return first;
    }

    /** All of it, with core {@code turn} as core 0, the next one as core 1, and so on. */
    private String key(int turn) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < cores; i++) {
            int core = (i + turn) % cores;
            key.append((char) (states[core].ordinal() | (fresh[core] ? 16 : 0) | (deferredPut[core] ? 32 : 0)));
            key.append((char) (waits[core] | deferred[core] << 2));
            toCore.get(core).forEach(each -> key.append((char) turned(each, turn)));
            key.append('\uffff');
        }
        toCore.get(cores).forEach(each -> key.append((char) (int) each));
        int[] sorted =
                others.stream().mapToInt(each -> turned(each, turn)).sorted().toArray();
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
        return message & KIND | core(message >> 5 & 7, turn) << 5 | core(message >> 8 & 7, turn) << 8 | message & FRESH;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Arrays.toString(states)
                + " fresh " + Arrays.toString(fresh) + ", home " + home + " owner " + owner + " sharers "
                + Integer.toBinaryString(sharers) + ", to cores ");
        toCore.forEach(each -> text.append(each.stream().map(m -> kind(m)).toList()));
        return text + ", others " + others.stream().map(m -> kind(m)).toList();
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

    // ---- messages ----------------------------------------------------------------------------------------------

    static int message(Kind kind, int from, int about, boolean isFresh) {
        return kind.ordinal() | from << 5 | about << 8 | (isFresh ? FRESH : 0);
    }

    static Kind kind(int message) {
        return KINDS[message & KIND];
    }

    static int from(int message) {
        return message >> 5 & 7;
    }

    static int about(int message) {
        return message >> 8 & 7;
    }

    static boolean isFresh(int message) {
        return (message & FRESH) != 0;
    }
}
