;; logger - writes the bytes of each message to the log.
;;
;; START: nothing. Handles by name: log (log), out (send, optional).
;; Receives: up to 2000 bytes. Sends out { i32 status of log }: 0, or TOO_LONG above 1024 bytes.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (data (i32.const 16) "log")
  (data (i32.const 24) "out")
  (func (export "start"))
  (func (export "receive") (local $length i32)
    (local.set $length (call $message_read (i32.const 64) (i32.const 0) (i32.const 2000)))
    (i32.store (i32.const 0)
      (call $log (call $granted (i32.const 16) (i32.const 3)) (i32.const 64) (local.get $length)))
    (drop
      (call $send
        (call $granted (i32.const 24) (i32.const 3))
        (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 0)))))
