package org.skerry.scenario.linear;

import java.util.List;

/** The definition, tried out: every order of the answered operations and of each choice of the others. Only for a handful of operations on one key. */
final class EveryOrder {
    private final List<Operation> history;

    private EveryOrder(List<Operation> history) {
        this.history = history;
    }

    static boolean linearizable(List<Operation> history, long initial) {
        return new EveryOrder(history).goesOn(0, initial);
    }

    private boolean goesOn(int happened, long value) {
        boolean all = true;
        for (int i = 0; i < history.size(); i++) {
            all &= (happened & 1 << i) != 0 || !history.get(i).answered();
        }
        if (all) {
            return true;
        }
        for (int i = 0; i < history.size(); i++) {
            if ((happened & 1 << i) == 0 && isNext(i, happened) && goesOnWith(i, happened, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody who has not happened was answered before it was asked. */
    private boolean isNext(int next, int happened) {
        for (int i = 0; i < history.size(); i++) {
            if ((happened & 1 << i) == 0
                    && history.get(i).returned() < history.get(next).invoked()) {
                return false;
            }
        }
        return true;
    }

    private boolean goesOnWith(int next, int happened, long value) {
        Operation operation = history.get(next);
        int more = happened | 1 << next;
        boolean swaps = value == operation.expected();
        return switch (operation.kind()) {
            case WRITE -> goesOn(more, operation.value());
            case READ -> (!operation.answered() || operation.value() == value) && goesOn(more, value);
            case SWAP ->
                (!operation.answered() || operation.swapped() == swaps)
                        && goesOn(more, swaps ? operation.value() : value);
        };
    }
}
