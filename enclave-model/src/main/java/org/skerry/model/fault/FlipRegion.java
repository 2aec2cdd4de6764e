package org.skerry.model.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which part of a private memory a flip strikes. */
public enum FlipRegion {
    /** Bytes in use when it strikes: words of the runtime, messages that wait, linear memory up to its last byte that is not zero. */
    USED,
    /** Linear memory up to its last byte that is not zero. */
    LINEAR,
    /** The ring of messages. */
    MAILBOX,
    /** The words that the runtime keeps: the limit of the linear memory. */
    RUNTIME,
    /** All of the memory, most of which holds nothing. */
    ANYWHERE;

    /** As scenarios write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FlipRegion::word).toList();
    }
}
