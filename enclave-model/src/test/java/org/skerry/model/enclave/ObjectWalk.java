package org.skerry.model.enclave;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;

/**
 * Everything that an object leads to, through fields, arrays and collections. The network is where it ends: what lies behind its ports is
 * reached by packets only.
 */
final class ObjectWalk {
    private final Map<Object, String> found = new IdentityHashMap<>(); // with the way there
    private final ArrayDeque<Object> open = new ArrayDeque<>();

    /** All that {@code root} leads to; whatever is among {@code barred} is not entered. */
    static ObjectWalk from(Object root, Object... barred) {
        ObjectWalk walk = new ObjectWalk();
        Set<Object> closed = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(closed, barred);
        walk.meet(root, root.getClass().getSimpleName());
        while (!walk.open.isEmpty()) {
            Object each = walk.open.remove();
            if (!closed.contains(each)) {
                walk.expand(each, walk.found.get(each));
            }
        }
        return walk;
    }

    /** Objects of this class, with the way to each. */
    <T> Map<T, String> of(Class<T> type) {
        Map<T, String> all = new LinkedHashMap<>();
        Map<T, String> identities = new IdentityHashMap<>(all);
        found.forEach((object, way) -> {
            if (type.isInstance(object)) {
                identities.put(type.cast(object), way);
            }
        });
        return identities;
    }

    private void meet(Object object, String way) {
        if (object != null && found.putIfAbsent(object, way) == null) {
            open.add(object);
        }
    }

    private void expand(Object object, String way) {
        if (object instanceof Network || object instanceof NetworkPorts || object instanceof Class) {
            return;
        }
        Class<?> type = object.getClass();
        if (type.isArray()) {
            for (int i = 0; !type.getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
                meet(Array.get(object, i), way + "[]");
            }
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                meet(key, way + ".key");
                meet(value, way + ".value");
            });
        } else if (object instanceof Iterable<?> items && type.getName().startsWith("java.")) {
            items.forEach(item -> meet(item, way + ".item"));
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(item -> meet(item, way + ".item"));
        } else if (type.getName().startsWith("org.")) { // ours and Agrona
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        meet(read(field, object), way + "." + field.getName());
                    }
                }
            }
        }
    }

    private static Object read(Field field, Object object) {
        if (field.getDeclaringClass().getName().startsWith("java.")) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
