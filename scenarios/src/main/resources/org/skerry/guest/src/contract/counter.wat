;; counter - adds the numbers it is sent, and tells the sum when it is called.
;;
;; START: nothing. Handles by name: none.
;; Receives: { i64 } adds it; a call with no bytes replies { i64 sum, i64 messages added }.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_size" (func $message_size (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  ;; 0: sum; 8: messages; 16: the number that came
  (memory (export "memory") 1 1)
  (func (export "receive")
    (if (i32.ne (call $message_kind) (i32.const 0)) (then return))
    (if (i32.eqz (call $message_size))
      (then (drop (call $reply (i32.const 0) (i32.const 16) (i32.const 0) (i32.const 0))) return))
    (drop (call $message_read (i32.const 16) (i32.const 0) (i32.const 8)))
    (i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.load (i32.const 16))))
    (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))
    (i64.store (i32.const 16) (i64.const 0))))
