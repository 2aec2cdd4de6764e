package org.skerry.sim.actor;

import java.util.List;

/**
 * The handles an actor is born with, by the names its deployment gave them. A spawned actor has none by name: it finds its
 * handles in its {@link MessageKind#START} message.
 *
 * @param names   names in the order of the scenario
 * @param handles the handle of each name
 */
public record Grants(List<String> names, List<Integer> handles) {
    /** Nothing but the actor itself. */
    public static final Grants NONE = new Grants(List.of(), List.of());

    public Grants {
        names = List.copyOf(names);
        handles = List.copyOf(handles);
        if (names.size() != handles.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + handles.size() + " handles");
        }
    }

    /** The handle granted under this name, or {@link Status#BAD_HANDLE}. */
    public int handle(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Status.BAD_HANDLE.code() : handles.get(index);
    }
}
