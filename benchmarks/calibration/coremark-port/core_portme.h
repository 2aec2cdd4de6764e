/* CoreMark without a library: types of C's own, static memory, no clock, no output. */
#ifndef CORE_PORTME_H
#define CORE_PORTME_H
#define HAS_FLOAT 0
#define HAS_TIME_H 0
#define USE_CLOCK 0
#define HAS_STDIO 0
#define HAS_PRINTF 0
#define MEM_METHOD MEM_STATIC
#define SEED_METHOD SEED_VOLATILE
#define MULTITHREAD 1
#define MAIN_HAS_NOARGC 1
#define MAIN_HAS_NORETURN 0
#define COMPILER_VERSION ""
#define COMPILER_FLAGS ""
#define MEM_LOCATION ""
#define NULL ((void *)0)
#define align_mem(x) (void *)(4 + (((ee_ptr_int)(x) - 1) & ~3))

typedef __SIZE_TYPE__ size_t;
typedef signed short ee_s16;
typedef unsigned short ee_u16;
typedef signed int ee_s32;
/* Ports for RV64 often make this one signed, which saves extensions of sign: -DSIGNED_U32. */
#ifdef SIGNED_U32
typedef signed int ee_u32;
#else
typedef unsigned int ee_u32;
#endif
typedef unsigned char ee_u8;
typedef double ee_f32;
typedef __UINTPTR_TYPE__ ee_ptr_int;
typedef size_t ee_size_t;
typedef unsigned int CORE_TICKS;
typedef struct CORE_PORTABLE_S {
    ee_u8 portable_id;
} core_portable;
extern ee_u32 default_num_contexts;
int ee_printf(const char *format, ...);
#endif
