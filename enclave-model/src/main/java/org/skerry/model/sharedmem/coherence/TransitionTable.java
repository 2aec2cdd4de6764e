package org.skerry.model.sharedmem.coherence;

import java.util.ArrayList;
import java.util.List;

/**
 * A finite state machine as data: for each state and event the next state and what to do. What is not in it cannot happen.
 *
 * @param <S> states
 * @param <E> events
 * @param <A> actions
 */
public final class TransitionTable<S extends Enum<S>, E extends Enum<E>, A extends Enum<A>> {
    private final String name;
    private final E[] events;
    private final S[] states;
    private final List<Transition<S, A>> cells; // by state, event; null where nothing can happen

    /**
     * What an event leads to.
     *
     * @param next    the state afterwards
     * @param actions what to do, in order
     */
    public record Transition<S, A>(S next, List<A> actions) {
        /** Copies the list. */
        public Transition {
            actions = List.copyOf(actions);
        }
    }

    private TransitionTable(String name, S[] states, E[] events, List<Transition<S, A>> cells) {
        this.name = name;
        this.states = states;
        this.events = events;
        this.cells = cells;
    }

    /** The transition of {@code event} in {@code state}, or null if it cannot happen there. */
    public Transition<S, A> find(S state, E event) {
        return cells.get(index(state, event));
    }

    /** The transition of {@code event} in {@code state}; an event that cannot happen there is a broken invariant. */
    public Transition<S, A> get(S state, E event) {
        Transition<S, A> found = cells.get(index(state, event));
        if (found == null) {
            throw new IllegalStateException(name + ": " + event + " in state " + state);
        }
        return found;
    }

    /** This table with one transition replaced, to see what breaks. */
    public TransitionTable<S, E, A> with(S state, E event, Transition<S, A> other) {
        List<Transition<S, A>> changed = new ArrayList<>(cells);
        changed.set(index(state, event), other);
        return new TransitionTable<>(name, states, events, changed);
    }

    /** All states. */
    public List<S> states() {
        return List.of(states);
    }

    /** All events. */
    public List<E> events() {
        return List.of(events);
    }

    private int index(S state, E event) {
        return state.ordinal() * events.length + event.ordinal();
    }

    /** Collects the transitions of a table. */
    static final class Builder<S extends Enum<S>, E extends Enum<E>, A extends Enum<A>> {
        private final TransitionTable<S, E, A> table;

        Builder(String name, S[] states, E[] events) {
            List<Transition<S, A>> cells = new ArrayList<>();
            for (int i = states.length * events.length; i > 0; i--) {
                cells.add(null);
            }
            table = new TransitionTable<>(name, states, events, cells);
        }

        /** On {@code event} in {@code state}: go to {@code next} and do {@code actions}. */
        @SafeVarargs
        final Builder<S, E, A> on(S state, E event, S next, A... actions) {
            int index = table.index(state, event);
            if (table.cells.get(index) != null) {
                throw new IllegalStateException(table.name + ": " + event + " in state " + state + " stands twice");
            }
            List<A> inOrder = new ArrayList<>();
            for (A action : actions) {
                inOrder.add(action);
            }
            table.cells.set(index, new Transition<>(next, inOrder));
            return this;
        }

        TransitionTable<S, E, A> build() {
            return table;
        }
    }
}
