/* Counts words of a text in an open hash table of short strings: branches, byte compares, small copies. */
#include "kernel.h"

#define SLOTS 512
#define LONGEST 12

static u8 text[8192];
static u8 keys[SLOTS][LONGEST];
static u32 counts[SLOTS];

static NOINLINE u32 slot(const u8 *word, u32 length) {
    u32 hash = 2166136261u;
    for (u32 i = 0; i < length; i++) {
        hash = (hash ^ word[i]) * 16777619u;
    }
    for (u32 at = hash % SLOTS;; at = (at + 1) % SLOTS) {
        u8 *key = keys[at];
        if (key[0] == 0) {
            for (u32 i = 0; i < length; i++) {
                key[i] = word[i];
            }
            return at;
        }
        u32 i = 0;
        while (i < length && key[i] == word[i]) {
            i++;
        }
        if (i == length && key[i] == 0) {
            return at;
        }
    }
}

RECEIVE {
    u32 state = 5, most = 0;
    for (u32 i = 0; i < sizeof text; i++) {
        u32 r = next(&state) % 9;
        text[i] = r < 2 ? ' ' : 'a' + r % 4;
    }
    for (u32 i = 0; i < SLOTS; i++) {
        keys[i][0] = 0;
    }
    for (int round = 0; round < 10; round++) {
        for (u32 i = 0; i < sizeof text;) {
            u32 start = i;
            while (i < sizeof text && text[i] != ' ' && i - start < 3) {
                i++;
            }
            if (i > start) {
                most += ++counts[slot(text + start, i - start)] & 1;
            }
            i += i < sizeof text && text[i] == ' ';
        }
    }
    sink = most;
}
