/*
 * shelf.h - what servers of a population of clients outside have in common, whether each keeps values of its own (shelf) or all keep one table
 * (shared-shelf): what they are told, what they answer, and how they write down what they did.
 */
#ifndef SHELF_H
#define SHELF_H

#include "clients.h"

#define MOST_VALUE_BYTES 4096u

struct shelf_arguments {
    u32 shelf;       /* index of this shelf, from 0 */
    u32 shelves;     /* how many there are */
    u32 keys;        /* of all of them */
    u32 value_bytes; /* of each value; a multiple of 8, 8 to MOST_VALUE_BYTES */
    u32 work;        /* rounds of splitmix for each request, beside what it asks for */
};

struct shelf_answer {
    u64 number;
    u64 key;
    u64 version; /* writes to the key so far */
};

static struct sk_line line;

static union {
    struct cl_request request;
    u8 bytes[sizeof(struct cl_request) + MOST_VALUE_BYTES];
} message;

static union {
    struct shelf_answer answer;
    u8 bytes[sizeof(struct shelf_answer) + MOST_VALUE_BYTES];
} out;

static u64 spin(u64 value, u64 rounds) {
    for (u64 i = 0; i < rounds; i++) {
        value = splitmix(value);
    }
    return value;
}

static void add_field(const char *name, u64 value) {
    sk_add(&line, name);
    sk_add_number(&line, value);
}

#endif
