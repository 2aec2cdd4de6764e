;; echo - logs every message and sends it back: through the first handle that came with it, else by `reply`.
;;
;; START: nothing. Handles by name: log (log), which may be missing.
;; Receives: any bytes, with the handle to answer through; or a call. A handle that came is dropped after its use.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: the first handle; 4: "log"; 16: the payload, up to 65536 bytes
  (memory (export "memory") 2 2)
  (data (i32.const 4) "log")
  (func (export "receive") (local $length i32)
    (if (i32.ne (call $message_kind) (i32.const 0)) (then return))
    (local.set $length (call $message_read (i32.const 16) (i32.const 0) (i32.const 65536)))
    (drop (call $log (call $granted (i32.const 4) (i32.const 3)) (i32.const 16) (local.get $length)))
    (if (i32.eqz (call $message_handles (i32.const 0) (i32.const 1)))
      (then (drop (call $reply (i32.const 16) (local.get $length) (i32.const 0) (i32.const 0))))
      (else
        (drop (call $send (i32.load (i32.const 0)) (i32.const 16) (local.get $length) (i32.const 0) (i32.const 0)))
        (drop (call $drop_handle (i32.load (i32.const 0))))))))
