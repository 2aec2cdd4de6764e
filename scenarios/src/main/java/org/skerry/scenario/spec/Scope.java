package org.skerry.scenario.spec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names a formula may use and their values. Immutable. */
public final class Scope {
    /** Names that mean something by themselves and cannot be parameters. */
    public static final List<String> RESERVED = List.of("index", "count", "member", "seed", "request");

    /** No names at all. */
    public static final Scope EMPTY = new Scope(Map.of());

    private final Map<String, BigInteger> values;

    private Scope(Map<String, BigInteger> values) {
        this.values = values;
    }

    /** This scope and one more name; an inner name hides an outer one. */
    public Scope with(String name, long value) {
        return with(name, BigInteger.valueOf(value));
    }

    /** This scope and one more name. */
    public Scope with(String name, BigInteger value) {
        Map<String, BigInteger> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Scope(more);
    }

    /** The value of a name, or null. */
    public BigInteger value(String name) {
        return values.get(name);
    }

    /** Every name, in order of appearance. */
    public List<String> names() {
        return new ArrayList<>(values.keySet());
    }
}
