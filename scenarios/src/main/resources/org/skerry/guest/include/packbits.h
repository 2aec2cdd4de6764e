/*
 * packbits.h - run lengths in the PackBits format (Apple; TIFF 6.0, section 9): a run of 3 or more is written as such, 128 at most; all else is
 * literal, 128 bytes at most.
 */
#ifndef PACKBITS_H
#define PACKBITS_H

#include "skerry.h"

/* The end of the run that begins at `from`, before `limit`. */
static const u8 *run_end(const u8 *from, const u8 *limit) {
    const u8 *at = from + 1;
    while (at < limit && *at == *from) {
        at++;
    }
    return at;
}

/* Where three equal bytes begin, or `limit`. They cannot begin at a place or behind it if the next two bytes differ. */
static const u8 *literal_end(const u8 *from, const u8 *limit, const u8 *end) {
    while (from < limit && from + 2 < end) {
        if (from[1] != from[2]) {
            from += 2;
        } else if (from[0] != from[1]) {
            from++;
        } else {
            return from;
        }
    }
    return limit;
}

static u32 pack(const u8 *from, u32 bytes, u8 *to) {
    const u8 *end = from + bytes;
    u8 *out = to;
    while (from < end) {
        const u8 *limit = end - from > 128 ? from + 128 : end;
        const u8 *literal = literal_end(from, limit, end);
        u32 length = (u32)(literal - from);
        if (length > 0) {
            *out++ = (u8)(length - 1);
            memcpy(out, from, length);
            out += length;
        } else {
            literal = run_end(from, limit);
            *out++ = (u8)(257 - (literal - from));
            *out++ = *from;
        }
        from = literal;
    }
    return (u32)(out - to);
}

#endif
