;; counter - adds the numbers it is sent, logs the sum, and tells it to whoever asks.
;;
;; START: nothing. Handles by name: log (log), which may be missing.
;; Receives: { u64 } adds it. A message with no bytes is answered with { u64 sum, u64 numbers added }: through the first
;; handle that came with it, which is then dropped, else by `reply`. Other kinds of messages are ignored.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_size" (func $message_size (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: sum; 8: numbers added; 16: the number that came; 24: the asker; 32: "log"; 64: the line
  (memory (export "memory") 1 1)
  (data (i32.const 32) "log")
  (data (i32.const 64) "sum ")

  (func (export "receive")
    (if (i32.ne (call $message_kind) (i32.const 0)) (then return))
    (if (call $message_size) (then (call $add)) (else (call $tell))))

  (func $add (local $end i32)
    (i64.store (i32.const 16) (i64.const 0))
    (drop (call $message_read (i32.const 16) (i32.const 0) (i32.const 8)))
    (i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.load (i32.const 16))))
    (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))
    (local.set $end (call $digits (i32.const 68) (i64.load (i32.const 0))))
    (i32.store (local.get $end) (i32.const 0x20666f20)) ;; " of "
    (local.set $end (call $digits (i32.add (local.get $end) (i32.const 4)) (i64.load (i32.const 8))))
    (drop (call $log
      (call $granted (i32.const 32) (i32.const 3))
      (i32.const 64)
      (i32.sub (local.get $end) (i32.const 64)))))

  ;; Writes a decimal number and returns the place behind it.
  (func $digits (param $to i32) (param $value i64) (result i32)
    (if (i64.ge_u (local.get $value) (i64.const 10))
      (then (local.set $to (call $digits (local.get $to) (i64.div_u (local.get $value) (i64.const 10))))))
    (i64.store8 (local.get $to) (i64.add (i64.const 48) (i64.rem_u (local.get $value) (i64.const 10))))
    (i32.add (local.get $to) (i32.const 1)))

  (func $tell
    (if (i32.eqz (call $message_handles (i32.const 24) (i32.const 1)))
      (then (drop (call $reply (i32.const 0) (i32.const 16) (i32.const 0) (i32.const 0))))
      (else
        (drop (call $send (i32.load (i32.const 24)) (i32.const 0) (i32.const 16) (i32.const 0) (i32.const 0)))
        (drop (call $drop_handle (i32.load (i32.const 24))))))))
