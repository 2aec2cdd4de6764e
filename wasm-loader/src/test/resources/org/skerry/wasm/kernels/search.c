/* Words sought in a text, by bytes with a table of skips (Horspool) and by sets of 64 states (shift-and). */
#include "kernel.h"

#define BYTES 16384
static u8 text[BYTES];
static const char *const words[] = {"abcab", "ddcba", "aaaabb", "cadabcad"};
static u32 skip[256];
static u64 masks[256];

static NOINLINE u32 length(const char *word) {
    u32 n = 0;
    while (word[n]) {
        n++;
    }
    return n;
}

static NOINLINE u32 by_skips(const char *word) {
    u32 n = length(word), found = 0;
    for (u32 i = 0; i < 256; i++) {
        skip[i] = n;
    }
    for (u32 i = 0; i + 1 < n; i++) {
        skip[(u8)word[i]] = n - 1 - i;
    }
    for (u32 at = 0; at + n <= BYTES;) {
        u32 i = n;
        while (i > 0 && text[at + i - 1] == (u8)word[i - 1]) {
            i--;
        }
        found += i == 0;
        at += skip[text[at + n - 1]];
    }
    return found;
}

static NOINLINE u32 by_sets(const char *word) {
    u32 n = length(word), found = 0;
    u64 states = 0;
    for (u32 i = 0; i < 256; i++) {
        masks[i] = 0;
    }
    for (u32 i = 0; i < n; i++) {
        masks[(u8)word[i]] |= 1ull << i;
    }
    for (u32 at = 0; at < BYTES; at++) {
        states = (states << 1 | 1) & masks[text[at]];
        found += states >> (n - 1) & 1;
    }
    return found;
}

RECEIVE {
    u32 state = 43, sum = 0;
    for (u32 i = 0; i < BYTES; i++) {
        text[i] = 'a' + next(&state) % 4;
    }
    for (u32 i = 0; i < 4; i++) {
        sum += by_skips(words[i]) * 1000 + by_sets(words[i]);
    }
    sink = sum;
}
