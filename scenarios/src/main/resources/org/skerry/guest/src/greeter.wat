;; greeter - the first actor in WAT, the same as hello.c: logs a greeting, then answers every call with the bytes it came with.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "log")
  (data (i32.const 8) "hello")
  (func (export "start")
    (drop (call $log (call $granted (i32.const 0) (i32.const 3)) (i32.const 8) (i32.const 5))))
  (func (export "receive") (local $length i32)
    (local.set $length (call $message_read (i32.const 64) (i32.const 0) (i32.const 256)))
    (drop (call $reply (i32.const 64) (local.get $length) (i32.const 0) (i32.const 0)))))
