/*
 * counter - adds the numbers it is sent, logs the sum, and tells it to whoever asks.
 *
 * START: nothing. Handles by name: log (log), which may be missing.
 * Receives: { u64 } adds it. A message with no bytes is answered with { u64 sum, u64 numbers added }: through the first
 * handle that came with it, which is then dropped, else by `reply`. Other kinds of messages are ignored.
 */
#include "skerry.h"

static struct {
    u64 sum;
    u64 numbers;
} total;

static struct sk_line line;

static void add(void) {
    u64 number = 0;
    sk_message_read(&number, 0, sizeof number);
    total.sum += number;
    total.numbers++;
    sk_add(&line, "sum ");
    sk_add_number(&line, total.sum);
    sk_add(&line, " of ");
    sk_add_number(&line, total.numbers);
    sk_log_line(sk_granted_as("log"), &line);
}

static void tell(void) {
    sk_handle asker;
    if (sk_message_handles(&asker, 1) == 0) {
        sk_reply(&total, sizeof total, 0, 0);
    } else {
        sk_tell(asker, &total, sizeof total);
        sk_drop(asker);
    }
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    if (sk_message_size() > 0) {
        add();
    } else {
        tell();
    }
}
