/*
 * timed-spy - prime and probe: tells which half of a shared cache another actor used, from the time of its own loads alone.
 *
 * It never shares memory with the victim. It fills the cache with lines of its own memory (prime), lets the victim run one turn
 * by a message, and then times its own lines set by set (probe): where the victim went, they have been evicted.
 * Deploy it as a timed actor; each clock read and each load that leaves its private first-level cache is a synchronisation point.
 *
 * START arguments: struct arguments, 24 bytes. lineBytes * sets * ways is the capacity of the shared cache and must be larger
 * than the spy's private cache (else its own lines never leave there).
 * Handles by name: victim (send), clock (clock), log (log).
 * Sends:    to victim { u32 round }. Receives: { u32 round } when the victim has run.
 * Logs:     per round  round <r> low <ns> high <ns> guess <0|1|?>       (low: sets of the lower half; ?: no difference)
 *           verbose    sets <ns> <ns> ...                               (one per set, as many as fit a line)
 *           at the end guesses <one digit per round>
 */
#include "skerry.h"

static struct {
    u32 line_bytes; /* a power of two, at least 8 */
    u32 sets;       /* a power of two, at least 2, at most MAX_SETS */
    u32 ways;
    u32 rounds; /* at most 32 */
    u32 threshold_ns; /* a smaller difference between the halves is no guess */
    u32 verbose;      /* 1: log every set */
} arguments;

#define MAX_SETS 4096u

static volatile u8 *buffer;
static sk_handle victim;
static sk_handle clock_handle;
static sk_handle log_handle;
static u32 current_round;
static char guesses[32];
static u32 set_ns[MAX_SETS];
static struct sk_line line;

/* Loads the lines of one set, way after way. */
static void load_set(u32 set) {
    u32 set_bytes = arguments.line_bytes * arguments.sets;
    for (u32 way = 0; way < arguments.ways; way++) {
        (void)*(volatile u64 *)(buffer + way * set_bytes + set * arguments.line_bytes);
    }
}

static void prime(void) {
    for (u32 set = 0; set < arguments.sets; set++) {
        load_set(set);
    }
}

/* Loads again in the order of prime, with the clock read around each set. */
static void probe(void) {
    for (u32 set = 0; set < arguments.sets; set++) {
        i64 before = sk_clock(clock_handle);
        load_set(set);
        set_ns[set] = (u32)(sk_clock(clock_handle) - before);
    }
}

static u64 sum_of(u32 from, u32 to) {
    u64 sum = 0;
    for (u32 set = from; set < to; set++) {
        sum += set_ns[set];
    }
    return sum;
}

static void log_sets(void) {
    sk_add(&line, "sets");
    for (u32 set = 0; set < arguments.sets && line.length < SK_MAX_LOG_BYTES - 12; set++) {
        sk_add_char(&line, ' ');
        sk_add_number(&line, set_ns[set]);
    }
    sk_log_line(log_handle, &line);
}

static char judge(u64 low, u64 high) {
    if (low > high + arguments.threshold_ns) {
        return '0';
    }
    return high > low + arguments.threshold_ns ? '1' : '?';
}

static void next_round(void) {
    prime();
    if (sk_tell(victim, &current_round, sizeof current_round) != SK_OK) {
        sk_exit(3);
    }
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    victim = sk_granted_as("victim");
    clock_handle = sk_granted_as("clock");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    if (length == sizeof arguments && arguments.sets >= 2 && arguments.sets <= MAX_SETS && arguments.rounds <= 32) {
        u32 set_bytes = arguments.line_bytes * arguments.sets;
        buffer = sk_allocate(set_bytes * arguments.ways, set_bytes < 4096 ? 4096 : set_bytes);
    }
    if (buffer == 0 || victim < 0 || clock_handle < 0) {
        sk_add(&line, "timed-spy refused: bad arguments, too little memory, or no handle named victim or clock");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
    next_round();
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() != SK_USER) {
        sk_exit(3);
    }
    probe();
    u64 low = sum_of(0, arguments.sets / 2);
    u64 high = sum_of(arguments.sets / 2, arguments.sets);
    guesses[current_round] = judge(low, high);
    if (arguments.verbose != 0) {
        log_sets();
    }
    sk_add(&line, "round ");
    sk_add_number(&line, current_round);
    sk_add(&line, " low ");
    sk_add_number(&line, low);
    sk_add(&line, " high ");
    sk_add_number(&line, high);
    sk_add(&line, " guess ");
    sk_add_char(&line, guesses[current_round]);
    sk_log_line(log_handle, &line);
    if (++current_round < arguments.rounds) {
        next_round();
        return;
    }
    sk_add(&line, "guesses ");
    for (u32 i = 0; i < arguments.rounds; i++) {
        sk_add_char(&line, guesses[i]);
    }
    sk_log_line(log_handle, &line);
}
