package org.skerry.model.sharedmem.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.TransitionTable;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** Tables with one mistake, to show that mistakes are found. */
public final class Mutants {
    /**
     * Mutants that break no rule. A clean line may stay, go, or count as written; the answer under way serves a second access too, and a
     * line that was to go stays; no further probe can come before the answer to a put; shared by nobody, or by one alone, is true as well,
     * and slower; a line that was recalled may stay in the slice.
     */
    private static final Set<String> HARMLESS = Set.of(
            "SHARED EVICT to SHARED",
            "SHARED DROP to SHARED",
            "EXCLUSIVE DROP to EXCLUSIVE",
            "EXCLUSIVE DROP to MODIFIED",
            "EXCLUSIVE LOAD to MODIFIED",
            "READING DATA_SOLE to MODIFIED",
            "EXCLUSIVE FORWARD_READ to INVALID",
            "MODIFIED FORWARD_READ to INVALID",
            "READING LOAD without DEFER",
            "OWNING LOAD without DEFER",
            "OWNING STORE without DEFER",
            "UPGRADING LOAD without DEFER",
            "UPGRADING STORE without DEFER",
            "READING EVICT without DEFER",
            "OWNING EVICT without DEFER",
            "UPGRADING EVICT without DEFER",
            "PUTTING EVICT without DEFER",
            "PUT_TAKEN EVICT without DEFER",
            "PUTTING INVALIDATE to PUTTING",
            "PUTTING FORWARD_OWN to PUTTING",
            "PUT_TAKEN INVALIDATE to PUTTING",
            "UNCACHED READ to READ_SHARED_LINE",
            "UNCACHED PUT_STALE to SHARED",
            "OWNED PUT to SHARED",
            "RECALLING ACKS to SHARED",
            "RECALLING ACKS without LEAVE_SLICE");

    /** Those that are harmless because an inclusive slice asks memory only for lines that nobody has. */
    private static final Set<String> HARMLESS_BESIDE_INCLUSIVE = Set.of(
            "READ_LINE READ to READ_SHARED_LINE",
            "READ_LINE OWN to READ_SHARED_LINE",
            "READ_LINE PUT to READ_SHARED_LINE",
            "UNCACHED RECALL to SHARED",
            "UNCACHED RECALL without LEAVE_SLICE");

    /**
     * Mutants of what requests of devices lead to that break no rule. Shared by nobody is true as well; a line that is written whole may be
     * fetched before; what came with an answer is in the slice, so that a part of it can be written there.
     */
    private static final Set<String> HARMLESS_OF_DEVICES = Set.of(
            "UNCACHED READ_ONCE to ONCE_SHARED_LINE",
            "UNCACHED WRITE_LINE to SHARED",
            "ONCE_LINE LINE to SHARED",
            "WRITE_ACKS ACKS to SHARED",
            "PART_LINE LINE to SHARED",
            "SHARED WRITE_LINE to PART_ACKS",
            "OWNED WRITE_LINE to PART_ACKS",
            "WRITE_ACKS READ to PART_ACKS",
            "WRITE_ACKS OWN to PART_ACKS",
            "WRITE_ACKS PUT to PART_ACKS",
            "WRITE_ACKS ACK to PART_ACKS",
            "WRITE_ACKS READ_ONCE to PART_ACKS",
            "WRITE_ACKS WRITE_LINE to PART_ACKS",
            "WRITE_ACKS WRITE_PART to PART_ACKS",
            "PART_ACKS ACK_DATA to WRITE_ACKS");

    /** Those that are harmless because an inclusive slice has what caches have, and asks memory only for lines that nobody has. */
    private static final Set<String> HARMLESS_OF_DEVICES_BESIDE_INCLUSIVE = Set.of(
            "SHARED WRITE_PART to WRITE_ACKS",
            "PART_ACKS ACK to WRITE_ACKS",
            "WRITE_ACKS ACK_DATA to PART_ACKS",
            "READ_LINE READ_ONCE to READ_SHARED_LINE",
            "READ_LINE WRITE_LINE to READ_SHARED_LINE",
            "READ_LINE WRITE_PART to READ_SHARED_LINE",
            "ONCE_LINE READ to ONCE_SHARED_LINE",
            "ONCE_LINE OWN to ONCE_SHARED_LINE",
            "ONCE_LINE PUT to ONCE_SHARED_LINE",
            "ONCE_LINE READ_ONCE to ONCE_SHARED_LINE",
            "ONCE_LINE WRITE_LINE to ONCE_SHARED_LINE",
            "ONCE_LINE WRITE_PART to ONCE_SHARED_LINE");

    private Mutants() {}

    /**
     * Tables with one mistake.
     *
     * @param name     which one
     * @param harmless whether it breaks no rule
     * @param tables   they
     */
    public record Mutant(String name, boolean harmless, Tables tables) {}

    /**
     * All with one action less, and one in {@code stride} of those with another next state, but for transitions that are never taken.
     *
     * @param idle those, as "state event"
     */
    public static List<Mutant> of(Tables good, Set<String> idle, int stride) {
        List<Mutant> all = new ArrayList<>();
        changed(good.cache(), idle, stride, (name, table) -> {
            all.add(mutant(name, new Tables(table, good.home(), good.inclusive())));
        });
        changed(good.home(), idle, stride, (name, table) -> {
            all.add(mutant(name, new Tables(good.cache(), table, good.inclusive())));
        });
        return all;
    }

    /** All with a mistake in what requests of devices lead to, one in {@code stride} of those with another next state. */
    public static List<Mutant> ofDevices(Tables cores, Set<String> idle, int stride) {
        Tables good = cores.withDevices();
        Set<String> others = new HashSet<>(idle);
        for (HomeState state : good.home().states()) {
            for (HomeEvent event : good.home().events()) {
                if (cores.home().find(state, event) != null) {
                    others.add(state + " " + event);
                }
            }
        }
        List<Mutant> all = new ArrayList<>();
        changed(good.home(), others, stride, (name, table) -> {
            Tables tables = new Tables(good.cache(), table, good.inclusive());
            boolean harmless = HARMLESS_OF_DEVICES.contains(name)
                    || tables.inclusive() && HARMLESS_OF_DEVICES_BESIDE_INCLUSIVE.contains(name);
            all.add(new Mutant(name, harmless, tables));
        });
        return all;
    }

    /** Whether it breaks a rule for two caches and a device or, failing that, two devices. */
    public static boolean isFoundByDevices(Tables tables) {
        Bounds bounds = Bounds.of(2, 1);
        return breaks(bounds.withDevices(1, true), tables)
                || breaks(bounds.withDevices(1, false), tables)
                || breaks(bounds.withDevices(2, true), tables);
    }

    private static Mutant mutant(String name, Tables tables) {
        boolean harmless = HARMLESS.contains(name) || tables.inclusive() && HARMLESS_BESIDE_INCLUSIVE.contains(name);
        return new Mutant(name, harmless, tables);
    }

    /** Whether it breaks a rule for two caches or, failing that, for three. */
    public static boolean isFound(Tables tables) {
        return breaks(Bounds.of(2, 1), tables)
                || breaks(Bounds.overlapping(2), tables)
                || breaks(Bounds.of(3, 1), tables);
    }

    /** Whether it breaks a rule within bounds. */
    public static boolean breaks(Bounds bounds, Tables tables) {
        try {
            new Exploration(bounds, tables).run();
            return false;
        } catch (Flaw expected) {
            return true;
        }
    }

    private interface Taker<T> {
        void take(String name, T table);
    }

    private static <S extends Enum<S>, E extends Enum<E>, A extends Enum<A>> void changed(
            TransitionTable<S, E, A> table, Set<String> idle, int stride, Taker<TransitionTable<S, E, A>> taker) {
        int others = 0;
        for (S state : table.states()) {
            for (E event : table.events()) {
                Transition<S, A> good = idle.contains(state + " " + event) ? null : table.find(state, event);
                for (int i = 0; good != null && i < good.actions().size(); i++) {
                    List<A> fewer = new ArrayList<>(good.actions());
                    A action = fewer.remove(i);
                    taker.take(
                            state + " " + event + " without " + action,
                            table.with(state, event, new Transition<>(good.next(), fewer)));
                }
                for (S other : table.states()) {
                    if (good != null && other != good.next() && others++ % stride == 0) {
                        taker.take(
                                state + " " + event + " to " + other,
                                table.with(state, event, new Transition<>(other, good.actions())));
                    }
                }
            }
        }
    }
}
