/*
 * depositor - entrusts amounts to a vault, one after another, whether it hears of them again or not.
 *
 * It passes time by sending itself messages. It waits for no answer, as there is no telling a vault that was stopped from a slow one.
 *
 * START arguments: { u32 deposits, u32 pause }: how many, and so many turns of its own between two of them and after the last.
 * Handles by name: vault (send), log (log).
 * Receives: its own messages, empty; answers { u32 number, u32 0 } from whoever answers.
 * Logs:     deposited <n>, answered <m>
 */
#include "skerry.h"

static struct {
    u32 deposits;
    u32 pause;
} arguments;

static struct {
    u32 number;
    u32 reserved;
    u64 amount;
} deposit;

static sk_handle vault;
static sk_handle log_handle;
static u32 paused;
static u32 answered;
static struct sk_line line;

SK_EXPORT("start") void start(void) {
    vault = sk_granted_as("vault");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
    sk_tell(SK_SELF, "", 0);
}

static void pass_time(void) {
    if (paused++ < arguments.pause) {
        sk_tell(SK_SELF, "", 0);
        return;
    }
    paused = 0;
    if (deposit.number < arguments.deposits) {
        deposit.number++;
        deposit.amount = 1000 + deposit.number;
        sk_tell(vault, &deposit, sizeof deposit);
        sk_tell(SK_SELF, "", 0);
        return;
    }
    sk_add(&line, "deposited ");
    sk_add_number(&line, deposit.number);
    sk_add(&line, ", answered ");
    sk_add_number(&line, answered);
    sk_log_line(log_handle, &line);
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        return;
    }
    if (sk_message_size() == 0) {
        pass_time();
    } else {
        answered++;
    }
}
