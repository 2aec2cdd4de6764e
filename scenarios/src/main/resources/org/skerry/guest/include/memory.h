/* What an actor that holds memory and those who use it say to each other. */
#ifndef MEMORY_H
#define MEMORY_H

#include "skerry.h"

enum { MEMORY_MOST_BYTES = 4096, MEMORY_OK = 0, MEMORY_REFUSED = 1 };

struct memory_request {
    u32 write; /* 0 to read */
    u32 offset;
    u32 length;
};

struct memory_reply {
    u32 status;
};

#endif
