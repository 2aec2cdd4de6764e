;; replier - answers a call with the number that follows, once; a second answer must be refused.
;;
;; START: nothing. Handles by name: log (log, optional).
;; Receives: a call with { u32 n }: replies { u32 n + 1 }. Logs "wrong" when its first reply is refused, its second is taken,
;; or a message that is no call can be replied to.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_size" (func $message_size (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (data (i32.const 16) "log")
  (data (i32.const 24) "wrong")
  (func $must_be (param $status i32) (param $expected i32)
    (if (i32.ne (local.get $status) (local.get $expected))
      (then
        (drop (call $log (call $granted (i32.const 16) (i32.const 3)) (i32.const 24) (i32.const 5))))))
  (func $answer (result i32) (call $reply (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 0)))
  (func (export "start") (call $must_be (call $answer) (i32.const -6)))
  (func (export "receive")
    (if (i32.ne (call $message_size) (i32.const 4))
      (then (call $must_be (call $answer) (i32.const -6)) return))
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4)))
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (call $must_be (call $answer) (i32.const 0))
    (call $must_be (call $answer) (i32.const -6))
    (i32.store (i32.const 0) (i32.const 0))))
