;; driver - sends one message to one actor, a number of times: what a test pokes other actors with.
;;
;; START: { u32 times } followed by the bytes to send. Handles by name: to (send).
;; With a handle named `with` (grant) it grants a copy of it along with each message.
;; Receives: refusals, which it ignores.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_size" (func $message_size (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: times; 8: the handle to grant; 64: START's bytes
  (memory (export "memory") 2 2)
  (data (i32.const 16) "to")
  (data (i32.const 20) "with")
  (func (export "start") (local $length i32) (local $handles i32)
    (local.set $length (i32.sub (call $message_size) (i32.const 4)))
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4)))
    (drop (call $message_read (i32.const 64) (i32.const 4) (i32.const 65536)))
    (i32.store (i32.const 8) (call $granted (i32.const 20) (i32.const 4)))
    (local.set $handles (i32.gt_s (i32.load (i32.const 8)) (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (i32.load (i32.const 0))))
        (drop
          (call $send
            (call $granted (i32.const 16) (i32.const 2))
            (i32.const 64) (local.get $length)
            (i32.const 8) (local.get $handles)))
        (i32.store (i32.const 0) (i32.sub (i32.load (i32.const 0)) (i32.const 1)))
        (br $next))))
  (func (export "receive")))
