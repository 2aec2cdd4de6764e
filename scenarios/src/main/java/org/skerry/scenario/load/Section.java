package org.skerry.scenario.load;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.scenario.spec.Formula;
import org.skerry.scenario.spec.Scope;
import org.skerry.scenario.spec.Template;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.config.Quantity;

/** A mapping of the file while it is read: knows its path, refuses keys nobody asks for, and says where a value is wrong. */
final class Section {
    private final Node.Fields node;
    private final String path;
    private final Scope scope;

    private Section(Node.Fields node, String path, Scope scope) {
        this.node = node;
        this.path = path;
        this.scope = scope;
    }

    /** A mapping with fixed keys. Unknown ones are refused here, before anything else can be found wrong. */
    static Section of(Node node, String path, Scope scope, List<String> keys) {
        Section section = open(node, path, scope);
        for (Map.Entry<String, Node> entry : section.node.entries().entrySet()) {
            if (!keys.contains(entry.getKey())) {
                throw new ConfigException(entry.getValue().origin() + ": unknown key '" + section.path(entry.getKey())
                        + "'. " + Nearest.hint(entry.getKey(), keys, path.isEmpty() ? "" : path + "."));
            }
        }
        return section;
    }

    /** A mapping whose keys are names that the user chooses. */
    static Section open(Node node, String path, Scope scope) {
        if (node instanceof Node.Fields fields) {
            return new Section(fields, path, scope);
        }
        String name = path.isEmpty() ? "the scenario" : path;
        throw new ConfigException(node.origin() + ": " + name + " is " + node.what()
                + ", not a mapping. Write 'key: value' lines under it.");
    }

    boolean has(String key) {
        return node.entries().containsKey(key);
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Scope scope() {
        return scope;
    }

    /** Which of these keys is there; exactly one must be. */
    String oneOf(List<String> keys) {
        List<String> found = new ArrayList<>();
        keys.stream().filter(this::has).forEach(found::add);
        if (found.size() == 1) {
            return found.get(0);
        }
        throw wrong(path + (found.isEmpty() ? " has none of " + keys : " has more than one of " + found)
                + ". Give exactly one of them.");
    }

    Node get(String key) {
        Node value = node.entries().get(key);
        if (value == null) {
            throw wrong(path(key) + " is missing. Give it a value.");
        }
        return value;
    }

    /** The names a user chose under {@code key} with what stands under them; none if the key is not there. */
    Map<String, Node> named(String key) {
        if (!has(key)) {
            return Map.of();
        }
        Map<String, Node> entries =
                new LinkedHashMap<>(open(get(key), path(key), scope).node.entries());
        entries.forEach((name, value) -> {
            if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
                throw wrong(
                        value,
                        path(key) + ": '" + name + "' cannot be a name. "
                                + "Begin with a letter; then letters, digits, '_' and '-', at most 64 in all.");
            }
        });
        return entries;
    }

    /** What stands under {@code key}, whose own keys may be any text; none if the key is not there. */
    Map<String, Node> entries(String key) {
        return has(key) ? open(get(key), path(key), scope).node.entries() : Map.of();
    }

    /** The elements under {@code key}; none if the key is not there. */
    List<Node> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (get(key) instanceof Node.Items items) {
            return items.elements();
        }
        throw wrong(get(key), path(key) + " is " + get(key).what() + ", not a list. Write '- ...' lines under it.");
    }

    String text(String key) {
        return text(get(key), path(key));
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A text whose braces hold formulas. */
    String expanded(String key) {
        try {
            return new Template(text(key)).expand(scope);
        } catch (ConfigException e) {
            throw wrong(get(key), path(key) + ": " + e.getMessage(), e);
        }
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            texts.add(text(items.get(i), path(key) + "[" + i + "]"));
        }
        return texts;
    }

    boolean truth(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (get(key) instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.BOOLEAN) {
            return Boolean.parseBoolean(scalar.text());
        }
        throw wrong(get(key), path(key) + " is " + get(key).what() + ", neither true nor false. Write one of them.");
    }

    /** A number or a formula of parameters. */
    long number(String key, long otherwise, long min, long max) {
        return has(key) ? number(key, min, max) : otherwise;
    }

    long number(String key, long min, long max) {
        Formula formula = formula(key);
        try {
            return formula.evaluate(scope, BigInteger.valueOf(min), BigInteger.valueOf(max))
                    .longValueExact();
        } catch (ConfigException e) {
            throw wrong(get(key), path(key) + "=" + e.getMessage(), e);
        }
    }

    /** A number of bytes, or a quantity such as 64 KiB. */
    long bytes(String key, long otherwise, long min, long max) {
        return quantity(key, Quantity.BYTES, otherwise, min, max);
    }

    /** A number of base units, or a quantity with its unit. */
    long quantity(String key, Quantity quantity, long otherwise, long min, long max) {
        if (!has(key)) {
            return otherwise;
        }
        if (!(get(key) instanceof Node.Scalar scalar) || !scalar.text().matches("[0-9][0-9._]* ?[A-Za-z]+")) {
            return number(key, min, max);
        }
        try {
            return Check.inRange(quantity.parse(scalar.text(), path(key)), min, max, path(key));
        } catch (ConfigException e) {
            throw wrong(scalar, e.getMessage(), e);
        }
    }

    Formula formula(String key) {
        return formula(get(key), path(key));
    }

    static Formula formula(Node node, String path) {
        if (node instanceof Node.Scalar scalar
                && (scalar.kind() == Node.Scalar.Kind.WHOLE || scalar.kind() == Node.Scalar.Kind.TEXT)) {
            try {
                return Formula.of(scalar.text());
            } catch (ConfigException e) {
                throw wrong(node, path + ": " + e.getMessage(), e);
            }
        }
        throw wrong(node, path + " is " + node.what() + ", not a whole number. Write one such as 8.");
    }

    static String text(Node node, String path) {
        if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Scalar.Kind.NOTHING) {
            return scalar.text();
        }
        throw wrong(node, path + " is " + node.what() + ", not a text. Give it one.");
    }

    ConfigException wrong(String what) {
        return wrong(node, what);
    }

    static ConfigException wrong(Node node, String what) {
        return new ConfigException(node.origin() + ": " + what);
    }

    static ConfigException wrong(Node node, String what, Throwable cause) {
        return new ConfigException(node.origin() + ": " + what, cause);
    }
}
