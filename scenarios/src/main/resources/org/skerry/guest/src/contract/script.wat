;; script - sends what it is told to send, in that order: what a test plays a conversation with.
;;
;; START: { u8 how, u8 length, bytes } again and again. Handles by name: to (send), with (send and grant).
;; how 0: sends the bytes to `to`; 1: the same, with a copy of `with`; 2: calls `to` and sends the reply to `with`.
;; A call that is refused sends its status, an i32, instead. Receives: refusals, which it ignores.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "call" (func $call (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: `with`; 4: `to`; 8: status; 64: START's bytes, up to 32 KiB; 0x8000: a reply, up to 32 KiB
  (memory (export "memory") 1 1)
  (data (i32.const 16) "to")
  (data (i32.const 20) "with")

  (func (export "start") (local $at i32) (local $end i32)
    (i32.store (i32.const 4) (call $granted (i32.const 16) (i32.const 2)))
    (i32.store (i32.const 0) (call $granted (i32.const 20) (i32.const 4)))
    (local.set $at (i32.const 64))
    (local.set $end (i32.add (i32.const 64) (call $message_read (i32.const 64) (i32.const 0) (i32.const 32000))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (call $say
          (i32.load8_u (local.get $at))
          (i32.add (local.get $at) (i32.const 2))
          (i32.load8_u (i32.add (local.get $at) (i32.const 1))))
        (local.set $at
          (i32.add (i32.add (local.get $at) (i32.const 2)) (i32.load8_u (i32.add (local.get $at) (i32.const 1)))))
        (br $next))))

  (func $say (param $how i32) (param $bytes i32) (param $length i32) (local $answer i32)
    (if (i32.ne (local.get $how) (i32.const 2))
      (then
        (drop (call $send
          (i32.load (i32.const 4)) (local.get $bytes) (local.get $length) (i32.const 0) (local.get $how)))
        (return)))
    (local.set $answer (call $call
      (i32.load (i32.const 4)) (local.get $bytes) (local.get $length)
      (i32.const 0) (i32.const 0)
      (i32.const 0x8000) (i32.const 0x8000)))
    (if (i32.lt_s (local.get $answer) (i32.const 0))
      (then
        (i32.store (i32.const 8) (local.get $answer))
        (drop (call $send (i32.load (i32.const 0)) (i32.const 8) (i32.const 4) (i32.const 0) (i32.const 0))))
      (else
        (drop (call $send
          (i32.load (i32.const 0)) (i32.const 0x8000) (local.get $answer) (i32.const 0) (i32.const 0))))))

  (func (export "receive")))
