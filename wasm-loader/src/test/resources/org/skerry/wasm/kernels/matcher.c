/* A backtracking matcher of patterns with ., * and ?: mutual recursion over strings. */
#include "kernel.h"

#define BYTES 2048
static char text[BYTES + 1];

static NOINLINE int match(const char *pattern, const char *at);

static NOINLINE int repeated(char what, const char *pattern, const char *at) {
    do {
        if (match(pattern, at)) {
            return 1;
        }
    } while (*at != 0 && (*at++ == what || what == '.'));
    return 0;
}

static NOINLINE int match(const char *pattern, const char *at) {
    if (pattern[0] == 0) {
        return 1;
    }
    if (pattern[1] == '*') {
        return repeated(pattern[0], pattern + 2, at);
    }
    if (pattern[1] == '?') {
        return (*at == pattern[0] && match(pattern + 2, at + 1)) || match(pattern + 2, at);
    }
    if (*at != 0 && (pattern[0] == '.' || pattern[0] == *at)) {
        return match(pattern + 1, at + 1);
    }
    return 0;
}

RECEIVE {
    static const char *const patterns[] = {"ab*c", "a.?b.d", "ca*b?d", "dd*a*c*b"};
    u32 state = 59, found = 0;
    for (u32 i = 0; i < BYTES; i++) {
        text[i] = 'a' + next(&state) % 4;
    }
    text[BYTES] = 0;
    for (u32 p = 0; p < 4; p++) {
        for (const char *at = text; *at; at++) {
            found += match(patterns[p], at);
        }
    }
    sink = found;
}
