;; exiter - ends itself in the middle of a turn. What it sent before stays sent; what stands after never happens.
;;
;; START: nothing. Handles by name: out (send).
;; Receives: { i32 code }: sends "before" to out, exits with the code, and would then send "after".
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "exit" (func $exit (param i32)))
  (memory (export "memory") 1 1)
  (data (i32.const 16) "out")
  (data (i32.const 32) "before")
  (data (i32.const 48) "after")
  (func $tell (param $at i32) (param $length i32)
    (drop
      (call $send
        (call $granted (i32.const 16) (i32.const 3))
        (local.get $at) (local.get $length) (i32.const 0) (i32.const 0))))
  (func (export "start"))
  (func (export "receive")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4)))
    (call $tell (i32.const 32) (i32.const 6))
    (call $exit (i32.load (i32.const 0)))
    (call $tell (i32.const 48) (i32.const 5))))
