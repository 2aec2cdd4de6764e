/*
 * window.h - reads and changes a window that several actors share. A program has one such window.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include "skerry.h"

static sk_handle shared_window;

/* A range outside the window is the scenario's mistake; nothing can be done here. */
static inline void window_read(i64 offset, void *to, u32 bytes) {
    if (sk_window_read(shared_window, offset, to, bytes) != SK_OK) {
        __builtin_trap();
    }
}

static inline void window_write(i64 offset, const void *from, u32 bytes) {
    if (sk_window_write(shared_window, offset, from, bytes) != SK_OK) {
        __builtin_trap();
    }
}

static inline u64 window_read_word(i64 offset) {
    u64 word;
    window_read(offset, &word, sizeof word);
    return word;
}

static inline void window_write_word(i64 offset, u64 word) {
    window_write(offset, &word, sizeof word);
}

static inline i32 window_swap(i64 offset, u64 expected, u64 desired) {
    return (u64)sk_window_cas(shared_window, offset, (i64)expected, (i64)desired) == expected;
}

/* Takes a line for writing before it is first read, as a prefetch for writing does: one transfer instead of two. Changes no byte. */
static inline void window_own(i64 offset) {
    sk_window_cas(shared_window, offset, -1, -1);
}

/* Adds one to a counter that many write; returns what it was. */
static inline u64 window_count(i64 offset) {
    u64 seen = window_read_word(offset);
    while (!window_swap(offset, seen, seen + 1)) {
        seen = window_read_word(offset);
    }
    return seen;
}

#endif
