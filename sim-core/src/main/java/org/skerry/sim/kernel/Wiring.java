package org.skerry.sim.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.sim.link.Latch;

/** Which components there are, in which partitions, and which wires lead where. Used while a kernel is built. */
final class Wiring {
    private record Connection(Latch wire, int producer, int consumer) {}

    private final List<Component> components = new ArrayList<>();
    private final List<Integer> partitionOf = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>(); // of components, by name; looked up only
    private final List<Connection> connections = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    void add(Component component, int partition) {
        unique(component.name());
        indices.put(component.name(), components.size());
        components.add(component);
        partitionOf.add(partition);
    }

    void connect(Latch wire, Component producer, Component consumer) {
        Connection connection = new Connection(wire, index(producer, wire), index(consumer, wire));
        unique(wire.name());
        connections.add(connection);
    }

    /** What a kernel keeps of the components, in order of registration. */
    Member[] members() {
        Member[] members = new Member[components.size()];
        Arrays.setAll(members, i -> new Member(components.get(i), wiresTo(i)));
        return members;
    }

    Latch[] wires() {
        return connections.stream().map(Connection::wire).toArray(Latch[]::new);
    }

    Latch[] crossingWires() {
        return connections.stream().filter(this::crosses).map(Connection::wire).toArray(Latch[]::new);
    }

    /** Smallest latency between two partitions: how far one may run ahead of another. */
    long windowCycles() {
        return connections.stream()
                .filter(this::crosses)
                .mapToLong(connection -> connection.wire.latencyCycles())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Indices of the components of {@code partition}, in order of registration. */
    int[] membersOf(int partition) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            if (partitionOf.get(i) == partition) {
                members.add(i);
            }
        }
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    int partitionOf(int component) {
        return partitionOf.get(component);
    }

    private Latch[] wiresTo(int component) {
        return connections.stream()
                .filter(connection -> connection.consumer == component)
                .map(Connection::wire)
                .toArray(Latch[]::new);
    }

    /** Connects the consumer's end of every wire. */
    void attach(Member[] members) {
        for (Connection connection : connections) {
            connection.wire.attach(members[connection.consumer], crosses(connection));
        }
    }

    private boolean crosses(Connection connection) {
        return partitionOf(connection.producer) != partitionOf(connection.consumer);
    }

    private int index(Component component, Latch wire) {
        Integer index = indices.get(component.name());
        if (index == null || components.get(index) != component) {
            throw new IllegalArgumentException(
                    "wire " + wire.name() + ": its end " + component.name() + " is not a component of this kernel yet");
        }
        return index;
    }

    private void unique(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two components or wires are called " + name);
        }
    }
}
