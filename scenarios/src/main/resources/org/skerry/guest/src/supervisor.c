/*
 * supervisor - watches its children and puts them back when they end, by the rules of OTP.
 *
 * START arguments: { u32 strategy, u32 restart, u32 intensity, u32 children, u64 period, u64 heartbeat }, then for each child
 *           { u32 length, u32 supervises, u8 arguments[length] }: what the child starts with.
 *           strategy 0: one for one, 1: one for all, 2: rest for one. restart 0: after any end, 1: after an abnormal one, 2: never.
 *           The highest bit of strategy says that this supervisor was itself restarted, so that its children have to be, too.
 * Handles by name: child<n> (send, control), image<n> (spawn), clock (clock), log (log, optional). It is linked to its children.
 * Receives: ENDED of its children, RESTARTED, REFUSED; anything from a child, by its label n + 1: it lives; timers.
 * Logs:     child <n> ended <how>; child <n> is not heard; child <n> is back; gives up after <n> restarts; ends with its supervisor
 * Exits 1 with more than `intensity` restarts within `period` nanoseconds, and 2 when its own supervisor has ended.
 */
#include "skerry.h"

enum { MOST_CHILDREN = 32, MOST_RESTARTS = 256, AGAIN = 1 << 31 };
enum { ONE_FOR_ONE, ONE_FOR_ALL, REST_FOR_ONE };
enum { PERMANENT, TRANSIENT, TEMPORARY };
enum { UP, STOPPING, DOWN, COMING, GONE };

static u8 arguments[SK_MAX_MESSAGE_BYTES];
static struct {
    u32 strategy;
    u32 restart;
    u32 intensity;
    u32 children;
    u64 period;
    u64 heartbeat;
} rules;

static struct {
    sk_handle actor;
    sk_handle image;
    u32 at;       /* of its arguments */
    u32 length;
    u32 supervises;
    u32 state;
    u32 hung;     /* it was not heard, and is being stopped for that */
} children[MOST_CHILDREN];

static u64 restarts[MOST_RESTARTS]; /* when, as many as count */
static u32 restarted;
static sk_handle clock_handle;
static sk_handle log_handle;
static struct sk_line line;

static void say(const char *what, u32 child, const char *how) {
    sk_add(&line, what);
    sk_add_number(&line, child);
    sk_add(&line, how);
    sk_log_line(log_handle, &line);
}

static sk_handle granted(const char *name, u32 number) {
    char text[12];
    u32 length = 0;
    while (name[length] != 0) {
        text[length] = name[length];
        length++;
    }
    if (number >= 10) {
        text[length++] = (char)('0' + number / 10);
    }
    text[length++] = (char)('0' + number % 10);
    return sk_granted(text, length);
}

/* A child is up: from now on it has to be heard, if that was asked for. */
static void watch(u32 child) {
    if (rules.heartbeat != 0) {
        sk_timer_set(clock_handle, (i64)rules.heartbeat, child);
    }
}

/* One restart more; ends this supervisor if there have been too many within the period. */
static void count_restart(void) {
    u64 now = (u64)sk_clock(clock_handle);
    u32 kept = 0;
    for (u32 i = 0; i < restarted; i++) {
        if (now - restarts[i] <= rules.period) {
            restarts[kept++] = restarts[i];
        }
    }
    if (kept >= rules.intensity) {
        say("gives up after ", kept, " restarts");
        sk_exit(1);
    }
    restarts[kept++] = now;
    restarted = kept;
}

/* Goes on with what is under way: once all who are to stop have stopped, those who are down come back, one after another. */
static void proceed(void) {
    for (u32 i = 0; i < rules.children; i++) {
        if (children[i].state == STOPPING || children[i].state == COMING) {
            return;
        }
    }
    for (u32 i = 0; i < rules.children; i++) {
        if (children[i].state == DOWN) {
            u32 *first = (u32 *)(arguments + children[i].at);
            if (children[i].supervises != 0) {
                *first |= AGAIN;
            }
            children[i].state = COMING;
            sk_restart(
                    children[i].actor, children[i].image, arguments + children[i].at, children[i].length, 0, 0);
            return;
        }
    }
}

/* A child has ended: whoever has to be restarted with it is stopped, in the order opposite to that of starting. */
static void restart(u32 child) {
    count_restart();
    children[child].state = DOWN;
    u32 first = rules.strategy == ONE_FOR_ALL ? 0 : rules.strategy == REST_FOR_ONE ? child + 1 : rules.children;
    for (u32 i = rules.children; i-- > first;) {
        if (children[i].state == UP) {
            children[i].state = STOPPING;
            sk_timer_cancel(clock_handle, i);
            sk_stop(children[i].actor);
        }
    }
    proceed();
}

static void ended(i32 reason, sk_handle handle, i32 code) {
    static const char *const HOW[] = {"by itself", "by a fault", "stopped", "reset", "before", "linked"};
    u32 child = 0;
    while (child < rules.children && children[child].actor != handle) {
        child++;
    }
    if (child == rules.children) {
        sk_add(&line, "ends with its supervisor");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
    sk_timer_cancel(clock_handle, child);
    if (children[child].state == STOPPING && children[child].hung == 0) {
        children[child].state = DOWN;
        proceed();
        return;
    }
    sk_add(&line, "child ");
    sk_add_number(&line, child);
    sk_add(&line, " ended ");
    sk_add(&line, reason >= 0 && reason <= 5 ? HOW[reason] : "otherwise");
    sk_log_line(log_handle, &line);
    i32 abnormal = reason != SK_EXITED || code != 0;
    children[child].hung = 0;
    if (rules.restart == TEMPORARY || (rules.restart == TRANSIENT && !abnormal)) {
        children[child].state = GONE;
        proceed();
    } else {
        restart(child);
    }
}

static void refused(i32 status, sk_handle handle) {
    for (u32 i = 0; i < rules.children; i++) {
        if (children[i].actor == handle && children[i].state == COMING) {
            say("child ", i, status == SK_NO_ROOM ? " finds no room" : " cannot be restarted");
            restart(i);
        }
    }
}

static void back(sk_handle handle) {
    for (u32 i = 0; i < rules.children; i++) {
        if (children[i].actor == handle && children[i].state == COMING) {
            children[i].state = UP;
            say("child ", i, " is back");
            watch(i);
        }
    }
    proceed();
}

static void silent(u32 child) {
    if (child < rules.children && children[child].state == UP) {
        say("child ", child, " is not heard");
        children[child].hung = 1;
        children[child].state = STOPPING;
        sk_stop(children[child].actor);
    }
}

SK_EXPORT("start") void start(void) {
    u32 length = (u32)sk_message_read(arguments, 0, sizeof arguments);
    memcpy(&rules, arguments, sizeof rules);
    u32 again = rules.strategy & (u32)AGAIN;
    rules.strategy &= ~(u32)AGAIN;
    if (length < sizeof rules || rules.children > MOST_CHILDREN) {
        sk_exit(3);
    }
    clock_handle = sk_granted_as("clock");
    log_handle = sk_granted_as("log");
    u32 at = sizeof rules;
    for (u32 i = 0; i < rules.children; i++) {
        children[i].actor = granted("child", i);
        children[i].image = granted("image", i);
        u32 words[2];
        memcpy(words, arguments + at, sizeof words);
        children[i].length = words[0];
        children[i].supervises = words[1];
        children[i].at = at + (u32)sizeof words;
        at += (u32)sizeof words + words[0];
        children[i].state = again != 0 ? DOWN : UP;
        if (again == 0) {
            watch(i);
        }
    }
    proceed();
}

SK_EXPORT("receive") void receive(void) {
    i32 words[3] = {0, 0, 0};
    i32 kind = sk_message_kind();
    sk_message_read(words, 0, sizeof words);
    if (kind == SK_ENDED) {
        ended(words[0], words[1], words[2]);
    } else if (kind == SK_RESTARTED) {
        back(words[1]);
    } else if (kind == SK_REFUSED) {
        refused(words[0], words[1]);
    } else if (kind == SK_TIMER) {
        silent((u32)words[0]);
    } else if (kind == SK_USER) {
        i64 label = sk_message_label();
        if (label >= 1 && label <= rules.children && children[label - 1].state == UP) {
            watch((u32)label - 1);
        }
    }
}
