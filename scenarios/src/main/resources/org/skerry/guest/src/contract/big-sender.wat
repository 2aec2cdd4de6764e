;; big-sender - sends as much as it is told to.
;;
;; START: { u32 bytes, u32 handles }. Handles by name: out (send).
;; Receives: anything. Sends to out the first `bytes` bytes of its memory (128 KiB of it, so 65536 fit and 65537 do too), with
;; its own handle granted `handles` times, and then, whatever came of that, { i32 status of the first send }.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: bytes; 4: handles; 8: status; 16: name; 64: handles to grant, all zero
  (memory (export "memory") 2 2)
  (data (i32.const 16) "out")
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 8))))
  (func (export "receive") (local $out i32)
    (local.set $out (call $granted (i32.const 16) (i32.const 3)))
    (i32.store (i32.const 8)
      (call $send
        (local.get $out)
        (i32.const 0) (i32.load (i32.const 0))
        (i32.const 64) (i32.load (i32.const 4))))
    (drop (call $send (local.get $out) (i32.const 8) (i32.const 4) (i32.const 0) (i32.const 0)))))
