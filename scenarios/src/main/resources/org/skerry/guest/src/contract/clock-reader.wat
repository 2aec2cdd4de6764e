;; clock-reader - reads the clock several times in one turn.
;;
;; START: { u32 reads }, 1 to 1000. Handles by name: clock (clock, optional), out (send).
;; Receives: anything. Sends out { i64 first, i64 last, i64 reads that were smaller than the one before }.
;; Without the handle every read answers BAD_HANDLE: first = last = -1.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "clock" (func $clock (param i32) (result i64)))
  ;; 0: reads; 8: first; 16: last; 24: backward steps
  (memory (export "memory") 1 1)
  (data (i32.const 32) "clock")
  (data (i32.const 40) "out")
  (func $now (result i64) (call $clock (call $granted (i32.const 32) (i32.const 5))))
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4))))
  (func (export "receive") (local $left i32) (local $now i64)
    (local.set $left (i32.load (i32.const 0)))
    (i64.store (i32.const 8) (call $now))
    (i64.store (i32.const 16) (i64.load (i32.const 8)))
    (loop $next
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (if (i32.gt_s (local.get $left) (i32.const 0))
        (then
          (local.set $now (call $now))
          (if (i64.lt_s (local.get $now) (i64.load (i32.const 16)))
            (then (i64.store (i32.const 24) (i64.add (i64.load (i32.const 24)) (i64.const 1)))))
          (i64.store (i32.const 16) (local.get $now))
          (br $next))))
    (drop
      (call $send
        (call $granted (i32.const 40) (i32.const 3))
        (i32.const 8) (i32.const 24) (i32.const 0) (i32.const 0)))))
