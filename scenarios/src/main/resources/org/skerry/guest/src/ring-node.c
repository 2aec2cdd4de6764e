/*
 * ring-node - one of the actors of a ring: takes each token from its predecessor and passes it to its successor.
 *
 * START arguments: struct ring_arguments (24 bytes).
 * Handles by name: next (send), log (log).
 * Receives: struct ring_token; mixes its own number into the value and sends the token on, until it has no hops left.
 * Logs:     token <t> hops <n> value <16 hexadecimal digits>    the node at which a token ends, which is where it began
 *           node <i> hops <n>                                   every node, when it has seen the last token for the last time
 * A value depends on each node it passed and on their order, so that a hop left out, doubled or misdirected shows in it.
 */
#include "splitmix.h"

struct ring_arguments {
    u32 node;   /* index of this node, from 0 */
    u32 nodes;  /* how many there are */
    u32 rounds; /* how often each token goes round */
    u32 tokens; /* tokens under way at once, 1 to nodes; token t begins at node t * nodes / tokens */
    u64 seed;
};

struct ring_token {
    u32 token; /* index of the token, from 0 */
    u32 left;  /* hops it still has to make */
    u64 value;
};

static struct ring_arguments arguments;
static sk_handle next;
static sk_handle log_handle;
static u64 hops;
static struct sk_line line;

static void field(const char *name, u64 value) {
    sk_add(&line, name);
    sk_add_number(&line, value);
}

static i32 arguments_ok(void) {
    struct ring_arguments *a = &arguments;
    return sk_message_read(a, 0, sizeof *a) == sizeof *a && a->node < a->nodes && a->rounds >= 1 && a->tokens >= 1
            && a->tokens <= a->nodes && (u64)a->rounds * a->nodes <= 0xffffffffu;
}

SK_EXPORT("start") void start(void) {
    next = sk_granted_as("next");
    log_handle = sk_granted_as("log");
    if (!arguments_ok() || next < 0) {
        sk_add(&line, "ring node refused: bad arguments, or no handle to the next node");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
    for (u32 token = 0; token < arguments.tokens; token++) {
        if ((u64)token * arguments.nodes / arguments.tokens == arguments.node) {
            u64 value = splitmix(arguments.seed ^ splitmix((u64)token + 1));
            struct ring_token first = {token, arguments.rounds * arguments.nodes, value};
            sk_tell(next, &first, sizeof first);
        }
    }
}

SK_EXPORT("receive") void receive(void) {
    struct ring_token token;
    if (sk_message_kind() != SK_USER || sk_message_read(&token, 0, sizeof token) != sizeof token) {
        return;
    }
    hops++;
    token.value = splitmix(token.value + arguments.node);
    token.left--;
    if (token.left > 0) {
        sk_tell(next, &token, sizeof token);
    } else {
        field("token ", token.token);
        field(" hops ", arguments.rounds * arguments.nodes);
        sk_add(&line, " value ");
        sk_add_hex(&line, token.value);
        sk_log_line(log_handle, &line);
    }
    if (hops == (u64)arguments.rounds * arguments.tokens) {
        field("node ", arguments.node);
        field(" hops ", hops);
        sk_log_line(log_handle, &line);
    }
}
