package org.skerry.scenario.load;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.UnlikeTiles;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.config.Quantity;

/**
 * Makes a specification record of a model from a mapping: a key for each component, and the components of a default record for
 * what the mapping leaves out. So a model's record is its scenario syntax, and no list of keys can lag behind.
 */
final class RecordBinder {
    private RecordBinder() {}

    /**
     * A record like {@code defaults} with what the mapping says.
     *
     * @param more keys that the caller reads itself
     */
    static Record bind(Node node, String path, Scope scope, Record defaults, List<String> more) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        List<String> keys = new ArrayList<>(more);
        // Lists are no settings of a machine: bugs stand at the top of a scenario, the same for all.
        Arrays.stream(components)
                .filter(component -> component.getType() != List.class)
                .map(RecordComponent::getName)
                .forEach(keys::add);
        Section section = Section.of(node, path, scope, keys);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(section, components[i], get(components[i], defaults));
        }
        return create(node, path, defaults.getClass(), components, values);
    }

    private static Object value(Section section, RecordComponent component, Object otherwise) {
        String key = component.getName();
        Class<?> type = component.getType();
        if (!section.has(key)) {
            return otherwise;
        }
        if (type == int.class) {
            return (int) number(section, key, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return number(section, key, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class) {
            return section.truth(key, false);
        }
        if (type == String.class) {
            return section.text(key);
        }
        if (type.isEnum()) {
            return constant(section, key, type);
        }
        if (otherwise instanceof NodeLosses) {
            return LossBinder.bind(section, key);
        }
        if (otherwise instanceof CoreSpec core) {
            return CoreBinder.bind(section.get(key), section.path(key), section.scope(), core);
        }
        if (otherwise instanceof ContainmentSpec containment) {
            return ContainmentBinder.bind(section.get(key), section.path(key), section.scope(), containment);
        }
        if (otherwise instanceof UnlikeTiles tiles) {
            return TilesBinder.bind(section, key, tiles);
        }
        if (otherwise instanceof Record nested) {
            return bind(section.get(key), section.path(key), section.scope(), nested, List.of());
        }
        throw new IllegalStateException("no way to write a " + type + " in a scenario, for " + component);
    }

    /** Components say their unit at the end of their name; a value may then be written with one. */
    private static long number(Section section, String key, long min, long max) {
        if (key.endsWith("Bytes") || key.equals("bytes")) {
            return section.bytes(key, 0, min, max);
        }
        if (key.endsWith("Femtoseconds")) {
            return section.quantity(key, Quantity.FEMTOSECONDS, 0, min, max);
        }
        if (key.endsWith("Hertz")) {
            return section.quantity(key, Quantity.HERTZ, 0, min, max);
        }
        return section.number(key, min, max);
    }

    private static Object constant(Section section, String key, Class<?> type) {
        String word = section.text(key);
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(word(constant));
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw Section.wrong(
                section.get(key), section.path(key) + "='" + word + "' is unknown. " + Nearest.hint(word, words, ""));
    }

    /** How a constant is written in a file: round-robin for ROUND_ROBIN. */
    static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Record create(
            Node node, String path, Class<? extends Record> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException wrong) {
                throw Section.wrong(node, "in " + path + ": " + wrong.getMessage(), wrong);
            }
            throw new IllegalStateException("cannot make a " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }
}
