package org.skerry.sim.actor;

import java.util.List;

/**
 * The handles an actor is born with, by the names its deployment gave them. A spawned actor has none by name: it finds its
 * handles in its {@link MessageKind#START} message.
 *
 * @param names      names in the order of the scenario
 * @param handles    the handle of each name
 * @param endowments what guest interfaces were given beside handles; at most one of a class
 */
public record Grants(List<String> names, List<Integer> handles, List<Endowment> endowments) {
    /** Nothing but the actor itself. */
    public static final Grants NONE = new Grants(List.of(), List.of());

    public Grants {
        names = List.copyOf(names);
        handles = List.copyOf(handles);
        endowments = List.copyOf(endowments);
        if (names.size() != handles.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + handles.size() + " handles");
        }
    }

    /** Handles and nothing else. */
    public Grants(List<String> names, List<Integer> handles) {
        this(names, handles, List.of());
    }

    /** What was given for the interface whose endowments are of this class, or null. */
    public <T extends Endowment> T endowment(Class<T> type) {
        for (Endowment endowment : endowments) {
            if (type.isInstance(endowment)) {
                return type.cast(endowment);
            }
        }
        return null;
    }

    /** The handle granted under this name, or {@link Status#BAD_HANDLE}. */
    public int handle(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Status.BAD_HANDLE.code() : handles.get(index);
    }
}
