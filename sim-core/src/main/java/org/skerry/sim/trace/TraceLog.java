package org.skerry.sim.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Records of what entities did: spans from one cycle to another, and marks at one cycle. Each entity keeps at most
 * {@code recordsPerEntity} records; when they are full every second one is left out, and from then on only every second
 * (fourth, ...) new one is kept. The choice depends on the entity's own history alone.
 *
 * <p>A record is four longs: cycle, end (the cycle itself for a mark), kind, operand.
 */
public final class TraceLog {
    private final TraceLevel level;
    private final List<TraceKind> kinds;
    private final boolean[] recorded; // by kind
    private final EntityTrace[] entities;

    /** Takes the records of a log in order. */
    public interface Visitor {
        /** One record; {@code end} equals {@code cycle} for a mark. */
        void record(int entity, long cycle, long end, int kind, long operand);
    }

    /**
     * An empty log.
     *
     * @param kinds what can be recorded; a kind is named by its place here
     * @param entities number of entities
     * @param recordsPerEntity at least 2; 32 bytes each
     */
    public TraceLog(TraceLevel level, List<TraceKind> kinds, int entities, int recordsPerEntity) {
        this.level = level;
        this.kinds = List.copyOf(kinds);
        recorded = new boolean[kinds.size()];
        for (int i = 0; i < recorded.length; i++) {
            recorded[i] = level.includes(kinds.get(i).level());
        }
        this.entities = new EntityTrace[entities];
        Arrays.setAll(this.entities, i -> new EntityTrace(Math.max(2, recordsPerEntity)));
    }

    /** Whether records of {@code kind} are kept; for callers that would have to compute an operand. */
    public boolean records(int kind) {
        return recorded[kind];
    }

    /** Records that {@code entity} did something from {@code cycle} to {@code end}. */
    public void span(int entity, int kind, long cycle, long end, long operand) {
        if (recorded[kind]) {
            entities[entity].add(cycle, end, kind, operand);
        }
    }

    /** Records that something happened to {@code entity} at {@code cycle}. */
    public void mark(int entity, int kind, long cycle, long operand) {
        span(entity, kind, cycle, cycle, operand);
    }

    /** The level of this log. */
    public TraceLevel level() {
        return level;
    }

    /** What the kinds mean. */
    public List<TraceKind> kinds() {
        return kinds;
    }

    /** Number of entities. */
    public int entities() {
        return entities.length;
    }

    /** Number of records kept. */
    public long kept() {
        long kept = 0;
        for (EntityTrace entity : entities) {
            kept += entity.size();
        }
        return kept;
    }

    /** Number of records left out because buffers were full. */
    public long dropped() {
        long dropped = 0;
        for (EntityTrace entity : entities) {
            dropped += entity.dropped();
        }
        return dropped;
    }

    /** Shows every record to {@code visitor}, ordered by cycle, then entity, then the order in which the entity recorded them. */
    public void forEach(Visitor visitor) {
        List<long[]> order = new ArrayList<>();
        for (int entity = 0; entity < entities.length; entity++) {
            EntityTrace trace = entities[entity];
            for (int i = 0; i < trace.size(); i++) {
                order.add(new long[] {trace.word(i, EntityTrace.CYCLE), entity, i});
            }
        }
        // The sort is stable and entities were added in order, each in its own order.
        order.sort(Comparator.comparingLong(place -> place[0]));
        for (long[] place : order) {
            EntityTrace trace = entities[(int) place[1]];
            int i = (int) place[2];
            visitor.record(
                    (int) place[1],
                    place[0],
                    trace.word(i, EntityTrace.END),
                    (int) trace.word(i, EntityTrace.KIND),
                    trace.word(i, EntityTrace.OPERAND));
        }
    }
}
