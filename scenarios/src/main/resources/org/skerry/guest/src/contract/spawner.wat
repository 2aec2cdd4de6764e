;; spawner - creates actors from an image, passes each a handle, and waits until all of them have answered or were refused.
;;
;; START: { u32 children }, 0 to 999. Handles by name: image (spawn), log (log).
;; The image is one that echoes through the handle that comes with a message (echo.wat).
;; Sends each child { u32 number } with a handle to itself. Receives the echoes, and refusals of spawns and of those messages.
;; Logs: spawned <children> answered <n> refused <n>     (three digits each), when every child is accounted for
;; A refused child counts once, by its SPAWN refusal (status NO_ROOM); the refusal of the message to it is not counted again.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "spawn" (func $spawn (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: children; 4: answered; 8: refused; 12: number being sent; 16: notice; 24: handle 0, to be granted
  (memory (export "memory") 1 1)
  (data (i32.const 32) "image")
  (data (i32.const 40) "log")
  (data (i32.const 64) "spawned ... answered ... refused ...")
  (func $digits (param $at i32) (param $value i32)
    (i32.store8 (local.get $at) (i32.add (i32.div_u (local.get $value) (i32.const 100)) (i32.const 48)))
    (i32.store8 offset=1
      (local.get $at)
      (i32.add (i32.rem_u (i32.div_u (local.get $value) (i32.const 10)) (i32.const 10)) (i32.const 48)))
    (i32.store8 offset=2 (local.get $at) (i32.add (i32.rem_u (local.get $value) (i32.const 10)) (i32.const 48))))
  (func $account
    (if (i32.ne
          (i32.add (i32.load (i32.const 4)) (i32.load (i32.const 8)))
          (i32.load (i32.const 0)))
      (then return))
    (call $digits (i32.const 72) (i32.load (i32.const 0)))
    (call $digits (i32.const 85) (i32.load (i32.const 4)))
    (call $digits (i32.const 97) (i32.load (i32.const 8)))
    (drop (call $log (call $granted (i32.const 40) (i32.const 3)) (i32.const 64) (i32.const 36))))
  (func (export "start") (local $child i32)
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.load (i32.const 12)) (i32.load (i32.const 0))))
        (local.set $child
          (call $spawn
            (call $granted (i32.const 32) (i32.const 5))
            (i32.const 12) (i32.const 4) (i32.const 0) (i32.const 0)))
        (if (i32.lt_s (local.get $child) (i32.const 0))
          (then (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1))))
          (else
            (drop
              (call $send (local.get $child) (i32.const 12) (i32.const 4) (i32.const 24) (i32.const 1)))
            (drop (call $drop_handle (local.get $child)))))
        (i32.store (i32.const 12) (i32.add (i32.load (i32.const 12)) (i32.const 1)))
        (br $next)))
    (call $account))
  (func (export "receive") (local $kind i32)
    (local.set $kind (call $message_kind))
    (if (i32.eqz (local.get $kind))
      (then (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (i32.const 1))) (call $account)))
    (if (i32.eq (local.get $kind) (i32.const 3))
      (then
        (drop (call $message_read (i32.const 16) (i32.const 0) (i32.const 8)))
        (if (i32.eq (i32.load (i32.const 16)) (i32.const -11))
          (then (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1))) (call $account)))
        (i64.store (i32.const 16) (i64.const 0))))))
