/* A recursive-descent JSON reader over a short document, many times: small functions, switches, byte loads. */
#include "kernel.h"

static const char document[] =
    "{\"name\":\"skerry\",\"list\":[1,2,3,4.5,-6e3,true,false,null],\"o\":{\"a\":\"x\\ny\",\"b\":[{\"c\":1},{\"d\":[[],[1,2]]}]}}";
static const char *at;
static u32 nodes, sum;

static void blanks(void) {
    while (*at == ' ' || *at == '\n') {
        at++;
    }
}

static NOINLINE void string(void) {
    for (at++; *at != '"'; at++) {
        if (*at == '\\') {
            at++;
        }
        sum = sum * 31 + *at;
    }
    at++;
}

static NOINLINE void number(void) {
    while (*at == '-' || *at == '.' || *at == 'e' || (*at >= '0' && *at <= '9')) {
        sum = sum * 10 + *at++;
    }
}

static NOINLINE void value(void);

static NOINLINE void list(char close, int named) {
    for (at++; *at != close;) {
        if (named) {
            blanks();
            string();
            at++;
        }
        value();
        blanks();
        at += *at == ',';
    }
    at++;
}

static NOINLINE void value(void) {
    nodes++;
    blanks();
    switch (*at) {
        case '{': list('}', 1); break;
        case '[': list(']', 0); break;
        case '"': string(); break;
        case 't': case 'n': at += 4; break;
        case 'f': at += 5; break;
        default: number();
    }
}

RECEIVE {
    for (int i = 0; i < 3000; i++) {
        at = document;
        value();
    }
    sink = nodes + sum;
}
