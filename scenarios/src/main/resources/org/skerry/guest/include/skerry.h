/*
 * skerry.h - the guest contract of Skerry, version 1, for C.
 *
 * One header, no library: include it, export `receive` (and `start` if you like), compile with
 *
 *     clang --target=wasm32 -O2 -nostdlib -ffreestanding -Iinclude -Wl,--no-entry -o actor.wasm actor.c
 *
 * docs/CONTRACT.md is the authority for what each function does and for every error; this file only names them.
 * Numbers are little-endian in memory and in messages, as WebAssembly is.
 */
#ifndef SKERRY_H
#define SKERRY_H

#define SK_CONTRACT_VERSION 1

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;

/* A handle: an index into this actor's own table. Zero is the actor itself; a negative number is a status. */
typedef i32 sk_handle;

/* ---- statuses: results below zero ------------------------------------------------------------------------------ */
enum {
    SK_OK = 0,
    SK_BAD_HANDLE = -1,        /* no handle of that number in this actor's table */
    SK_NO_RIGHT = -2,          /* the handle lacks the right, or its kind cannot do that */
    SK_TOO_LONG = -3,          /* longer than the contract allows */
    SK_TOO_MANY_HANDLES = -4,  /* more than SK_MAX_HANDLES */
    SK_TABLE_FULL = -5,        /* no free slot in this actor's handle table */
    SK_NO_REPLY_EXPECTED = -6, /* the message being handled is no call, or was answered already */
    SK_TARGET_DEAD = -7,       /* the target has ended or trapped */
    SK_REVOKED = -8,           /* the capability was revoked */
    SK_NO_SUCH_HANDLER = -9,   /* no exported function of that name without parameters and results */
    SK_TOO_DEEP = -10,         /* derived too often */
    SK_NO_ROOM = -11,          /* no place for another actor */
    SK_BAD_ARGUMENT = -12,     /* an argument outside its range */
    SK_NO_EVIDENCE = -13       /* nothing in hardware vouches for what runs there */
};

/* ---- kinds of messages ----------------------------------------------------------------------------------------- */
enum {
    SK_USER = 0,    /* from an actor */
    SK_START = 1,   /* the first message of every actor: its arguments, and for a spawned one its handles */
    SK_REFUSED = 3, /* something sent or spawned was refused later: struct sk_notice */
    SK_REVOKED_DONE = 4, /* a revocation is complete: struct sk_notice */
    SK_ENDED = 5, /* a monitored actor has ended or lost its state: struct sk_ending */
    SK_TIMER = 6, /* a timer is due: struct sk_timer */
    SK_EVIDENCE = 7, /* what runs where somebody asked: struct sk_evidence_notice (evidence.h) */
    SK_RESTARTED = 8 /* an actor that this one is linked to has begun anew, as asked: struct sk_notice */
};

/* ---- rights ---------------------------------------------------------------------------------------------------- */
enum {
    SK_SEND = 1,
    SK_GRANT = 2,
    SK_SPAWN = 4,
    SK_CLOCK = 8,
    SK_RANDOM = 16,
    SK_LOG = 32,
    SK_READ = 64,
    SK_WRITE = 128,
    SK_MONITOR = 256,
    SK_CONTROL = 512,
    SK_STORAGE = 1024
};

/* ---- limits ---------------------------------------------------------------------------------------------------- */
#define SK_MAX_MESSAGE_BYTES 65536u
#define SK_MAX_HANDLES 8u
#define SK_MAX_LOG_BYTES 1024u
#define SK_SELF 0

/* Payload of REFUSED, REVOKED and RESTARTED messages. */
struct sk_notice {
    i32 status;       /* why; SK_OK for a finished revocation */
    sk_handle handle; /* the handle that was used, spawned or revoked */
};

/* Why an actor was monitored to end. */
enum {
    SK_EXITED = 0,  /* by itself; the code is that of exit */
    SK_TRAPPED = 1, /* the code is the class of the fault */
    SK_STOPPED = 2, /* by a holder of SK_CONTROL */
    SK_RESET = 3,   /* another program takes its place; it is monitored still */
    SK_GONE = 4,    /* it had ended before it was monitored or linked to */
    SK_LINKED = 5   /* one that it was linked to ended abnormally */
};

/* Payload of ENDED messages. */
struct sk_ending {
    i32 reason;
    sk_handle handle; /* that it is monitored through */
    i32 code;
};

/* Payload of TIMER messages. */
struct sk_timer {
    i64 token;
};

/* ---- imports --------------------------------------------------------------------------------------------------- */
#define SK_IMPORT(name) __attribute__((import_module("skerry_v1"), import_name(name)))
#define SK_EXPORT(name) __attribute__((export_name(name)))

SK_IMPORT("message_kind") i32 sk_message_kind(void);
SK_IMPORT("message_size") i32 sk_message_size(void);
SK_IMPORT("message_label") i64 sk_message_label(void);
SK_IMPORT("message_read") i32 sk_message_read(void *to, u32 offset, u32 length);
SK_IMPORT("message_handles") i32 sk_message_handles(sk_handle *to, u32 max);
SK_IMPORT("send") i32 sk_send(sk_handle to, const void *payload, u32 length, const sk_handle *handles, u32 count);
SK_IMPORT("call")
i32 sk_call(
        sk_handle to,
        const void *payload,
        u32 length,
        const sk_handle *handles,
        u32 count,
        void *reply,
        u32 reply_capacity);
SK_IMPORT("reply_handles") i32 sk_reply_handles(sk_handle *to, u32 max);
SK_IMPORT("reply") i32 sk_reply(const void *payload, u32 length, const sk_handle *handles, u32 count);
SK_IMPORT("reply_handle") sk_handle sk_reply_handle(void);
SK_IMPORT("granted") sk_handle sk_granted(const char *name, u32 length);
SK_IMPORT("self_handle") sk_handle sk_self_handle(void);
SK_IMPORT("attenuate") sk_handle sk_attenuate(sk_handle from, u32 rights, i64 label);
SK_IMPORT("drop") i32 sk_drop(sk_handle handle);
SK_IMPORT("revoke") i32 sk_revoke(sk_handle handle);
SK_IMPORT("handle_rights") i32 sk_handle_rights(sk_handle handle);
SK_IMPORT("spawn")
sk_handle sk_spawn(sk_handle image, const void *arguments, u32 length, const sk_handle *handles, u32 count);
SK_IMPORT("monitor") i32 sk_monitor(sk_handle target);
SK_IMPORT("demonitor") i32 sk_demonitor(sk_handle target);
SK_IMPORT("attest") i32 sk_attest(sk_handle target, const void *nonce, u32 length);
SK_IMPORT("link") i32 sk_link(sk_handle target);
SK_IMPORT("unlink") i32 sk_unlink(sk_handle target);
SK_IMPORT("trap_exits") i32 sk_trap_exits(i32 on);
SK_IMPORT("stop") i32 sk_stop(sk_handle target);
SK_IMPORT("restart")
i32 sk_restart(
        sk_handle target, sk_handle image, const void *arguments, u32 length, const sk_handle *handles, u32 count);
SK_IMPORT("become") i32 sk_become(const char *name, u32 length);
SK_IMPORT("exit") __attribute__((noreturn)) void sk_exit(i32 code);
SK_IMPORT("clock") i64 sk_clock(sk_handle clock);
SK_IMPORT("timer_set") i32 sk_timer_set(sk_handle clock, i64 nanoseconds, i64 token);
SK_IMPORT("timer_cancel") i32 sk_timer_cancel(sk_handle clock, i64 token);
SK_IMPORT("random") i32 sk_random(sk_handle random, void *to, u32 length);
SK_IMPORT("log") i32 sk_log(sk_handle log, const void *text, u32 length);
SK_IMPORT("window_read") i32 sk_window_read(sk_handle window, i64 offset, void *to, u32 length);
SK_IMPORT("window_write") i32 sk_window_write(sk_handle window, i64 offset, const void *from, u32 length);
SK_IMPORT("window_cas") i64 sk_window_cas(sk_handle window, i64 offset, i64 expected, i64 desired);

/* ---- the four functions a freestanding compiler may call; linked only where used --------------------------------- */
typedef u64 __attribute__((aligned(1), may_alias)) sk_u64_unaligned;

void *memcpy(void *to, const void *from, unsigned long length) {
    u8 *t = to;
    const u8 *f = from;
    for (; length >= 8; length -= 8, t += 8, f += 8) {
        *(sk_u64_unaligned *)t = *(const sk_u64_unaligned *)f;
    }
    for (; length > 0; length--) {
        *t++ = *f++;
    }
    return to;
}

void *memset(void *to, int value, unsigned long length) {
    u8 *t = to;
    u64 wide = 0x0101010101010101ull * (u8)value;
    for (; length >= 8; length -= 8, t += 8) {
        *(sk_u64_unaligned *)t = wide;
    }
    for (; length > 0; length--) {
        *t++ = (u8)value;
    }
    return to;
}

int memcmp(const void *one, const void *other, unsigned long length) {
    const u8 *a = one;
    const u8 *b = other;
    for (; length > 0; length--, a++, b++) {
        if (*a != *b) {
            return *a < *b ? -1 : 1;
        }
    }
    return 0;
}

unsigned long strlen(const char *text) {
    unsigned long length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

/* ---- small helpers --------------------------------------------------------------------------------------------- */

/* The handle granted under a C string's name, or SK_BAD_HANDLE. */
static inline sk_handle sk_granted_as(const char *name) {
    return sk_granted(name, (u32)strlen(name));
}

/* Sends bytes and no handles. */
static inline i32 sk_tell(sk_handle to, const void *payload, u32 length) {
    return sk_send(to, payload, length, 0, 0);
}

/* The first byte of memory that the linker left free (a symbol wasm-ld provides). */
extern u8 __heap_base;

/* Memory that is never given back, zero at first, aligned to `alignment` (a power of two); 0 when there is no more. */
static void *sk_allocate(u32 bytes, u32 alignment) {
    static u32 next;
    u32 start = next != 0 ? next : (u32)&__heap_base;
    start = (start + alignment - 1) & ~(alignment - 1);
    u64 end = (u64)start + bytes;
    u64 present = (u64)__builtin_wasm_memory_size(0) << 16;
    if (end > present) {
        u32 pages = (u32)((end - present + 65535) >> 16);
        if (__builtin_wasm_memory_grow(0, pages) == (unsigned long)-1) {
            return 0;
        }
    }
    next = (u32)end;
    return (void *)start;
}

/* A line under construction, for the log. Keep it static: it is as long as the longest line. */
struct sk_line {
    u32 length;
    char text[SK_MAX_LOG_BYTES];
};

static inline void sk_add_char(struct sk_line *line, char c) {
    if (line->length < SK_MAX_LOG_BYTES) {
        line->text[line->length++] = c;
    }
}

static inline void sk_add(struct sk_line *line, const char *text) {
    while (*text != 0) {
        sk_add_char(line, *text++);
    }
}

static inline void sk_add_number(struct sk_line *line, u64 value) {
    u64 power = 1;
    while (value / power >= 10) {
        power *= 10;
    }
    for (; power > 0; power /= 10) {
        sk_add_char(line, (char)('0' + value / power % 10));
    }
}

/* Sixteen hexadecimal digits. */
static inline void sk_add_hex(struct sk_line *line, u64 value) {
    for (i32 shift = 60; shift >= 0; shift -= 4) {
        u32 digit = (u32)(value >> shift) & 15;
        sk_add_char(line, (char)(digit < 10 ? '0' + digit : 'a' + digit - 10));
    }
}

/* Logs the line and empties it. Every byte is cleared, so that memory does not remember the last line. */
static inline i32 sk_log_line(sk_handle log, struct sk_line *line) {
    i32 status = sk_log(log, line->text, line->length);
    memset(line->text, 0, line->length);
    line->length = 0;
    return status;
}

#endif
