package org.skerry.model.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a network does about parts of it that are dead, once it knows. */
public enum Detour {
    /** New tables lead round what is dead, so that all pairs still talk between which any path is left. */
    AROUND,
    /** Nothing: a pair whose row-then-column way is broken cannot talk any more. */
    NONE;

    /** As scenarios write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Detour::word).toList();
    }
}
