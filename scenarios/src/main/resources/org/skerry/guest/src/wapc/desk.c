/*
 * wapc/desk - a waPC guest that greets in any language it finds a word for.
 *
 * Operation:  greet, payload <two letters of a language><name>
 * Calls:      get in the namespace 'words' of the binding 'shelf', payload <two letters>
 * Response:   <word>, <name>
 * Error:      whatever the shelf says, or why it cannot be reached
 */
#include "wapc.h"

static u8 operation[16];
static u8 payload[64];
static u8 text[256];

WAPC_EXPORT("__guest_call") i32 guest_call(u32 operation_length, u32 payload_length) {
    if (operation_length > sizeof operation || payload_length > sizeof payload) {
        wapc_guest_error("the request is too long", 23);
        return 0;
    }
    wapc_guest_request(operation, payload);
    if (!wapc_is(operation, operation_length, "greet") || payload_length < 2) {
        wapc_guest_error("the desk only greets", 20);
        return 0;
    }
    if (wapc_host_call("shelf", 5, "words", 5, "get", 3, payload, 2) != 1) {
        u32 length = wapc_host_error_len();
        if (length <= sizeof text) {
            wapc_host_error(text);
            wapc_guest_error(text, length);
        }
        return 0;
    }
    u32 length = wapc_host_response_len();
    if (length + 2 + payload_length > sizeof text) {
        wapc_guest_error("the word is too long", 20);
        return 0;
    }
    wapc_host_response(text);
    text[length++] = ',';
    text[length++] = ' ';
    for (u32 i = 2; i < payload_length; i++) {
        text[length++] = payload[i];
    }
    wapc_guest_response(text, length);
    return 1;
}
