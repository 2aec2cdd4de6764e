/*
 * clients.h - requests of a population of clients outside (org.skerry.model.client.RequestFormat), and how a key finds its target.
 * A handle to answer through comes with each request but the last; whatever is sent through it is the answer.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include "splitmix.h"

#define CL_READ 1
#define CL_WRITE 2
#define CL_CLOSE 3 /* nothing comes any more */
#define CL_STALL 4 /* not of clients: do nothing else for `number` rounds */

struct cl_request {
    u64 number; /* of the request, from 0 */
    u64 key;    /* from 0 */
    u32 client; /* from 0 */
    u16 attempt; /* from 0 */
    u8 operation;
    u8 reserved;
    u32 value_bytes; /* that follow, or that are asked for */
    u32 reserved2;
    u64 value[];
};

/* Which of so many targets has a key. */
static inline u32 cl_target(u64 key, u32 targets) {
    return (u32)(splitmix(key + 1) % targets);
}

#endif
