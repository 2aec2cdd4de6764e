/*
 * wapc.h - the waPC guest interface, for C: what a guest of wasmCloud before components imports and exports.
 *
 * docs/CONTRACT.md, section 12, says what becomes of each call here. The protocol is that of the waPC project; nothing in it is
 * Skerry's own, so a module built with this header also runs on other waPC hosts.
 */
#ifndef WAPC_H
#define WAPC_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef int i32;

#define WAPC_IMPORT(name) __attribute__((import_module("wapc"), import_name(name)))
#define WAPC_EXPORT(name) __attribute__((export_name(name)))

WAPC_IMPORT("__guest_request") void wapc_guest_request(u8 *operation, u8 *payload);
WAPC_IMPORT("__guest_response") void wapc_guest_response(const void *bytes, u32 length);
WAPC_IMPORT("__guest_error") void wapc_guest_error(const void *text, u32 length);
WAPC_IMPORT("__host_call")
i32 wapc_host_call(const void *binding, u32 binding_length, const void *name_space, u32 name_space_length,
                   const void *operation, u32 operation_length, const void *payload, u32 payload_length);
WAPC_IMPORT("__host_response_len") u32 wapc_host_response_len(void);
WAPC_IMPORT("__host_response") void wapc_host_response(u8 *to);
WAPC_IMPORT("__host_error_len") u32 wapc_host_error_len(void);
WAPC_IMPORT("__host_error") void wapc_host_error(u8 *to);
WAPC_IMPORT("__console_log") void wapc_console_log(const void *text, u32 length);

/* Whether `length` bytes are the literal `text`. */
#define wapc_is(bytes, length, text) wapc_equal(bytes, length, text, sizeof(text) - 1)

static inline int wapc_equal(const u8 *left, u32 left_length, const char *right, u32 right_length) {
    if (left_length != right_length) {
        return 0;
    }
    for (u32 i = 0; i < left_length; i++) {
        if (left[i] != (u8)right[i]) {
            return 0;
        }
    }
    return 1;
}

#endif
