/*
 * breeder - orders children, one after another, and says how long each took to come to life, or to be refused.
 *
 * START arguments: { u32 children, u32 pause }: how many, and so many turns of its own between two of them.
 * Handles by name: child (spawn), clock, log (log).
 * Receives: its own messages, empty; one byte from each child that has come to life; REFUSED.
 * Logs:     child <n> born after <ns> ns, or child <n> refused after <ns> ns
 *           children <n>, born <b>, refused <r>
 */
#include "skerry.h"

static struct {
    u32 children;
    u32 pause;
} arguments;

static sk_handle child;
static sk_handle clock_handle;
static sk_handle log_handle;
static sk_handle promise;
static u32 ordered;
static u32 born;
static u32 paused;
static i64 since;
static struct sk_line line;

static void end_of(const char *how) {
    sk_add(&line, "child ");
    sk_add_number(&line, ordered);
    sk_add(&line, how);
    sk_add_number(&line, (u64)(sk_clock(clock_handle) - since));
    sk_add(&line, " ns");
    sk_log_line(log_handle, &line);
    sk_drop(promise);
    paused = 0;
    sk_tell(SK_SELF, "", 0);
}

static void order(void) {
    sk_handle self = SK_SELF;
    since = sk_clock(clock_handle);
    ordered++;
    promise = sk_spawn(child, "", 0, &self, 1);
    if (promise < 0) {
        sk_exit(3);
    }
}

static void pass_time(void) {
    if (paused++ < arguments.pause) {
        sk_tell(SK_SELF, "", 0);
    } else if (ordered < arguments.children) {
        order();
    } else {
        sk_add(&line, "children ");
        sk_add_number(&line, ordered);
        sk_add(&line, ", born ");
        sk_add_number(&line, born);
        sk_add(&line, ", refused ");
        sk_add_number(&line, ordered - born);
        sk_log_line(log_handle, &line);
    }
}

SK_EXPORT("start") void start(void) {
    child = sk_granted_as("child");
    clock_handle = sk_granted_as("clock");
    log_handle = sk_granted_as("log");
    if (sk_message_read(&arguments, 0, sizeof arguments) != sizeof arguments) {
        sk_exit(2);
    }
    sk_tell(SK_SELF, "", 0);
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_REFUSED) {
        end_of(" refused after ");
    } else if (sk_message_kind() != SK_USER) {
        return;
    } else if (sk_message_size() == 0) {
        pass_time();
    } else {
        born++;
        end_of(" born after ");
    }
}
