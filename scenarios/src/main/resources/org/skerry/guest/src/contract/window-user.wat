;; window-user - counts in a shared window, against others who count in the same place.
;;
;; START: { u32 increments, u32 offset }: how often, and where the counter lies in the window (8 bytes, aligned; else it traps).
;; Handles by name: window (read, write), out (send).
;; Receives: anything. Increments the counter by compare-and-swap, writes its own { u32 increments } behind it, reads both back.
;; Sends out { i64 counter as it found it, u32 increments read back, i32 status of a read at offset -1 }.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "window_read" (func $window_read (param i32 i64 i32 i32) (result i32)))
  (import "skerry_v1" "window_write" (func $window_write (param i32 i64 i32 i32) (result i32)))
  (import "skerry_v1" "window_cas" (func $window_cas (param i32 i64 i64 i64) (result i64)))
  ;; 0: increments; 4: offset; 8: counter; 16: increments read back; 20: status
  (memory (export "memory") 1 1)
  (data (i32.const 32) "window")
  (data (i32.const 40) "out")
  (func $window (result i32) (call $granted (i32.const 32) (i32.const 6)))
  (func $increment (param $at i64) (local $expected i64) (local $found i64)
    (loop $again
      (local.set $found
        (call $window_cas
          (call $window) (local.get $at) (local.get $expected) (i64.add (local.get $expected) (i64.const 1))))
      (if (i64.ne (local.get $found) (local.get $expected))
        (then
          (local.set $expected (local.get $found))
          (br $again)))))
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 8))))
  (func (export "receive") (local $left i32) (local $at i64)
    (local.set $left (i32.load (i32.const 0)))
    (local.set $at (i64.load32_u (i32.const 4)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (call $increment (local.get $at))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (drop
      (call $window_write
        (call $window) (i64.add (local.get $at) (i64.const 8)) (i32.const 0) (i32.const 4)))
    (drop (call $window_read (call $window) (local.get $at) (i32.const 8) (i32.const 12)))
    (i32.store (i32.const 20) (call $window_read (call $window) (i64.const -1) (i32.const 24) (i32.const 1)))
    (drop
      (call $send
        (call $granted (i32.const 40) (i32.const 3))
        (i32.const 8) (i32.const 16) (i32.const 0) (i32.const 0)))))
