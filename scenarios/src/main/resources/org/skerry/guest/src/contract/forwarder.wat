;; forwarder - hands everything on to the next actor: the bytes, and copies of the handles that came with them.
;;
;; START: nothing. Handles by name: next (send).
;; Receives: any message of an actor. Handles that came are dropped after they were granted onward.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: handles; 64: the payload, up to 65536 bytes
  (memory (export "memory") 2 2)
  (data (i32.const 32) "next")
  (func (export "receive") (local $length i32) (local $handles i32)
    (if (i32.ne (call $message_kind) (i32.const 0)) (then return))
    (local.set $length (call $message_read (i32.const 64) (i32.const 0) (i32.const 65536)))
    (local.set $handles (call $message_handles (i32.const 0) (i32.const 8)))
    (drop
      (call $send
        (call $granted (i32.const 32) (i32.const 4))
        (i32.const 64) (local.get $length)
        (i32.const 0) (local.get $handles)))
    (block $dropped
      (loop $next
        (br_if $dropped (i32.eqz (local.get $handles)))
        (local.set $handles (i32.sub (local.get $handles) (i32.const 1)))
        (drop (call $drop_handle (i32.load (i32.shl (local.get $handles) (i32.const 2)))))
        (br $next)))))
