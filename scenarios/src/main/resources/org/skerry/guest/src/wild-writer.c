/*
 * wild-writer - an actor that stores outside its own memory: the misbehaving neighbour.
 *
 * In plain WebAssembly every such store traps. Where the check is missing, the address goes to whatever the wiring decodes there.
 *
 * START arguments: struct arguments, 24 bytes.
 * Handles by name: watcher (send, optional), log (log, optional).
 * Receives: a message whose first byte is
 *             'w'  store the pattern at base, base + stride, ... (count stores of 8 bytes), in this one turn
 *             'p'  pass on: send "check" to watcher, if this actor is still alive to do so
 * Logs:     survived <count> stores      after a turn of stores that did not trap
 */
#include "skerry.h"

static struct {
    u32 base;   /* guest address of the first store */
    u32 stride; /* bytes from store to store */
    u32 count;
    u32 reserved; /* 0 */
    u64 pattern;
} arguments;

static sk_handle watcher;
static sk_handle log_handle;
static struct sk_line line;

SK_EXPORT("start") void start(void) {
    watcher = sk_granted_as("watcher");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
}

static void store_wildly(void) {
    for (u32 i = 0; i < arguments.count; i++) {
        *(volatile u64 *)(arguments.base + i * arguments.stride) = arguments.pattern;
    }
    sk_add(&line, "survived ");
    sk_add_number(&line, arguments.count);
    sk_add(&line, " stores");
    sk_log_line(log_handle, &line);
}

SK_EXPORT("receive") void receive(void) {
    u8 order = 0;
    if (sk_message_kind() != SK_USER) {
        return;
    }
    sk_message_read(&order, 0, 1);
    if (order == 'w') {
        store_wildly();
    } else if (order == 'p') {
        sk_tell(watcher, "check", 5);
    }
}
