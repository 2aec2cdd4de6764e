/*
 * impostor - takes deposits as a vault does, and answers them, so that depositors notice nothing. It keeps what it is told, and looks
 * through all the memory it finds itself in for what somebody may have left there.
 *
 * As an actor of its own it answers to whom it was granted; put in the place of another actor it has that actor's handles.
 *
 * START arguments: none, also when it was put in another's place.
 * Handles by name: depositor (send, optional), log (log, optional).
 * Receives: { u32 number, u32 0, u64 amount }, 16 bytes; answers { u32 number, u32 0 } to depositor.
 * Logs:     at START  impostor: <n> bytes left behind
 *           at the first deposit  impostor: entrusted with deposits from number <n> on
 */
#include "skerry.h"

static struct {
    u32 number;
    u32 reserved;
    u64 amount;
} deposit;

static sk_handle depositor;
static sk_handle log_handle;
static u64 taken; /* amounts so far */
static struct sk_line line;

/* Bytes that are not zero above what this program itself uses. */
static u32 left_behind(void) {
    u32 count = 0;
    u32 end = (u32)__builtin_wasm_memory_size(0) << 16;
    for (u32 at = ((u32)&__heap_base + 7) & ~7u; at < end; at += 8) {
        u64 word = *(volatile u64 *)at;
        for (; word != 0; word >>= 8) {
            count += (word & 255) != 0;
        }
    }
    return count;
}

SK_EXPORT("start") void start(void) {
    depositor = sk_granted_as("depositor");
    log_handle = sk_granted_as("log");
    sk_add(&line, "impostor: ");
    sk_add_number(&line, left_behind());
    sk_add(&line, " bytes left behind");
    sk_log_line(log_handle, &line);
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER || sk_message_read(&deposit, 0, sizeof deposit) != sizeof deposit) {
        return;
    }
    if (taken == 0) {
        sk_add(&line, "impostor: entrusted with deposits from number ");
        sk_add_number(&line, deposit.number);
        sk_add(&line, " on");
        sk_log_line(log_handle, &line);
    }
    taken += deposit.amount;
    sk_tell(depositor, &deposit, 8);
}
