package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.sim.config.ConfigException;

/** Puts what {@code --set path=value} says into the nodes of a file. Whether the path means anything is found out by the binding. */
final class Overrides {
    private Overrides() {}

    /** The root with one value changed. Mappings that are not there yet are made. */
    static Node apply(Node root, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new ConfigException("--set " + setting + ": there is no '='. Write --set path=value.");
        }
        Origin origin = new Origin("--set " + setting, 0);
        String[] path = setting.substring(0, equals).split("\\.", -1);
        refuseNewParameter(root, path, origin);
        Node value = value(setting.substring(equals + 1), origin);
        return put(root, path, 0, value, origin);
    }

    /** A parameter can have any name, so a new one would be taken silently; nothing could use it. */
    private static void refuseNewParameter(Node root, String[] path, Origin origin) {
        if (path.length < 2 || !path[0].equals("parameters")) {
            return;
        }
        Set<String> known = Set.of();
        if (root instanceof Node.Fields top && top.entries().get("parameters") instanceof Node.Fields parameters) {
            known = parameters.entries().keySet();
        }
        if (!known.contains(path[1])) {
            throw new ConfigException(origin + ": the scenario has no parameter '" + path[1] + "'. "
                    + Nearest.hint(path[1], known, "parameters."));
        }
    }

    /** The text after '=' is read as YAML, so that lists and mappings can be given too. */
    private static Node value(String text, Origin origin) {
        if (text.isEmpty()) {
            throw new ConfigException(origin + ": there is nothing behind '='. Give a value.");
        }
        return relocate(NodeReader.read(text, origin.source()), origin);
    }

    private static Node put(Node node, String[] path, int at, Node value, Origin origin) {
        if (at == path.length) {
            return value;
        }
        if (path[at].isEmpty()) {
            throw new ConfigException(origin + ": the path has an empty part. Write it like limits.cycles.");
        }
        if (node instanceof Node.Items items) {
            List<Node> elements = new ArrayList<>(items.elements());
            int index = index(path[at], elements.size(), origin);
            elements.set(index, put(elements.get(index), path, at + 1, value, origin));
            return new Node.Items(elements, items.origin());
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        Origin kept = origin;
        if (node instanceof Node.Fields fields) {
            entries.putAll(fields.entries());
            kept = fields.origin();
        } else if (node != null) {
            throw new ConfigException(
                    origin + ": " + String.join(".", List.of(path).subList(0, at)) + " is " + node.what()
                            + " and has nothing below it. Shorten the path.");
        }
        entries.put(path[at], put(entries.get(path[at]), path, at + 1, value, origin));
        return new Node.Fields(entries, kept);
    }

    private static int index(String text, int size, Origin origin) {
        try {
            int index = Integer.parseInt(text);
            if (index >= 0 && index < size) {
                return index;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message.
        }
        throw new ConfigException(origin + ": '" + text + "' is no place in a list of " + size
                + " elements. Use a number from 0 to " + (size - 1) + ".");
    }

    private static Node relocate(Node node, Origin origin) {
        if (node instanceof Node.Fields fields) {
            Map<String, Node> entries = new LinkedHashMap<>();
            fields.entries().forEach((key, value) -> entries.put(key, relocate(value, origin)));
            return new Node.Fields(entries, origin);
        }
        if (node instanceof Node.Items items) {
            return new Node.Items(
                    new ArrayList<>(items.elements().stream()
                            .map(element -> relocate(element, origin))
                            .toList()),
                    origin);
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return new Node.Scalar(scalar.text(), scalar.kind(), origin);
    }
}
