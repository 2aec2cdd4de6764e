/*
 * wapc/visitor - a waPC guest that asks a desk for greetings and writes what it hears to the log.
 *
 * Operation:  visit, payload <two letters of a language><name>
 * Calls:      greet in the namespace 'desk' of the binding 'front', payload the same
 * Logs:       <greeting>, or <error> if there is none
 * Response:   the greeting
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
    if (!wapc_is(operation, operation_length, "visit")) {
        wapc_guest_error("a visitor only visits", 21);
        return 0;
    }
    i32 greeted = wapc_host_call("front", 5, "desk", 4, "greet", 5, payload, payload_length) == 1;
    u32 length = greeted ? wapc_host_response_len() : wapc_host_error_len();
    if (length > sizeof text) {
        length = 0;
    } else if (greeted) {
        wapc_host_response(text);
    } else {
        wapc_host_error(text);
    }
    wapc_console_log(text, length);
    wapc_guest_response(text, length);
    return 1;
}
