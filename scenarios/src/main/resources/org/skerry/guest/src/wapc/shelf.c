/*
 * wapc/shelf - an actor of the contract that waPC guests can call: words for greetings, by language.
 *
 * Takes:   calls with the payload  "get" 0 <two letters>
 * Replies: 1 <word>, or 0 <text of an error>
 */
#include "skerry.h"

static u8 request[64];
static u8 answer[64];

static const char words[][8] = {"en", "hello", "is", "sael", "no", "hei"};

static u32 put(u32 at, const char *text) {
    while (*text != 0) {
        answer[at++] = (u8)*text++;
    }
    return at;
}

SK_EXPORT("start") void start(void) {}

SK_EXPORT("receive") void receive(void) {
    u32 length = (u32)sk_message_read(request, 0, sizeof request);
    answer[0] = 0;
    u32 end = put(1, "the shelf holds no such word");
    if (length == 6 && request[0] == 'g' && request[1] == 'e' && request[2] == 't' && request[3] == 0) {
        for (u32 i = 0; i < sizeof words / sizeof words[0]; i += 2) {
            if (words[i][0] == (char)request[4] && words[i][1] == (char)request[5]) {
                answer[0] = 1;
                end = put(1, words[i + 1]);
            }
        }
    }
    sk_reply(answer, end, 0, 0);
}
