package org.skerry.bench;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A static final field is a constant only if what it refers to cannot change either.
 *
 * <p>Arrays must be private or empty, because whoever sees one can write to it. Collections must be of the unmodifiable kinds of
 * {@code java.util}, which the value itself tells. Types made to be changed are refused, and so are our own classes with
 * a field that is not final.
 */
final class ImmutableStatic extends ArchCondition<JavaField> {

    private static final List<String> MADE_TO_CHANGE = List.of(
            "java.util.concurrent.atomic.",
            "java.util.concurrent.locks.",
            "java.lang.ThreadLocal",
            "java.lang.StringBu",
            "java.util.BitSet",
            "java.util.Random",
            "java.util.SplittableRandom");

    private static final List<String> UNMODIFIABLE = List.of(
            "java.util.ImmutableCollections$",
            "java.util.Collections$Unmodifiable",
            "java.util.Collections$Empty",
            "java.util.Collections$Singleton");

    ImmutableStatic() {
        super("hold nothing that can change");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        String wrong = complaint(field);
        if (wrong != null) {
            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " " + wrong));
        }
    }

    private static String complaint(JavaField field) {
        JavaClass type = field.getRawType();
        if (type.isArray()) {
            return field.getModifiers().contains(JavaModifier.PRIVATE) || Array.getLength(value(field)) == 0
                    ? null
                    : "is an array that others can write to";
        }
        for (String prefix : MADE_TO_CHANGE) {
            if (type.getName().startsWith(prefix)) {
                return "is a " + type.getName();
            }
        }
        if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
            String kind = value(field).getClass().getName();
            return UNMODIFIABLE.stream().anyMatch(kind::startsWith) ? null : "is a modifiable " + kind;
        }
        if (type.getPackageName().startsWith("org.skerry") && !type.isInterface()) {
            return changes(value(field).getClass());
        }
        return null;
    }

    /** Looks at the value's class, not at the declared one: the static field may refer to a subclass. */
    private static String changes(Class<?> type) {
        for (Class<?> c = type; c != null && c.getName().startsWith("org.skerry"); c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
                int m = f.getModifiers();
                if (!Modifier.isStatic(m) && !Modifier.isFinal(m)) {
                    return "is a " + type.getName() + ", whose field " + f.getName() + " can change";
                }
            }
        }
        return null;
    }

    private static Object value(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field.getFullName(), e);
        }
    }
}
