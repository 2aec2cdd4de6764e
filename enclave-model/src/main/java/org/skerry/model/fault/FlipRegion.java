package org.skerry.model.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which part of a private memory a flip strikes. */
public enum FlipRegion {
    /** Words of 64 bits in use when it strikes, that is which hold anything but zero: of the runtime, of messages, of linear memory. */
    USED,
    /** Words in use of the linear memory; with an address, any of it. */
    LINEAR,
    /** Words in use of the ring of messages; with an address, any of it. */
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

    /** Adds the addresses of all words that hold anything, of bytes that lie at {@code base}. */
    public static void wordsInUse(byte[] bytes, long base, List<Long> words) {
        for (int at = 0; at < bytes.length; at += Long.BYTES) {
            int end = Math.min(bytes.length, at + Long.BYTES);
            boolean empty = true;
            for (int i = at; i < end && empty; i++) {
                empty = bytes[i] == 0;
            }
            if (!empty) {
                words.add(base + at);
            }
        }
    }
}
