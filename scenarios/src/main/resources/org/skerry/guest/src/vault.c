/*
 * vault - keeps secrets that it makes itself, and what depositors entrust to it.
 *
 * At START it makes its secret, word by word, by arithmetic from an argument: no word of it lies in its image, in its arguments or
 * in any message. It tells the secret to nobody. A deposit is added to a sum, and answered with its number.
 *
 *     word 0 = mix(seed);  word i = mix(word i-1 + i)         mix as in kv.h
 *
 * START arguments: { u64 seed }.
 * Handles by name: depositor (send), log (log, optional).
 * Receives: { u32 number, u32 0, u64 amount }, 16 bytes; answers { u32 number, u32 0 } to depositor.
 */
#include "kv.h"

enum { WORDS = 512 };

static struct {
    u32 number;
    u32 reserved;
    u64 amount;
} deposit;

/* Volatile, or the compiler would leave out what nobody reads. */
static volatile u64 secret[WORDS];
static volatile u64 sum;
static sk_handle depositor;

SK_EXPORT("start") void start(void) {
    u64 seed = 0;
    if (sk_message_read(&seed, 0, sizeof seed) != sizeof seed) {
        sk_exit(2);
    }
    depositor = sk_granted_as("depositor");
    secret[0] = kv_mix(seed);
    for (u32 i = 1; i < WORDS; i++) {
        secret[i] = kv_mix(secret[i - 1] + i);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER || sk_message_read(&deposit, 0, sizeof deposit) != sizeof deposit) {
        return;
    }
    sum += deposit.amount;
    sk_tell(depositor, &deposit, 8);
}
