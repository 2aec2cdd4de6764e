;; guesser - tries numbers as handles that nobody gave it.
;;
;; START: { i32 first, i32 count }: the numbers to try; choose them so that none was granted. Handles by name: out (send).
;; Receives: anything. For each number tries send, call, attenuate, drop, revoke, spawn, handle_rights, random and log.
;; Sends out { u32 tries, u32 answers other than BAD_HANDLE }.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "call" (func $call (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "attenuate" (func $attenuate (param i32 i32 i64) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "revoke" (func $revoke (param i32) (result i32)))
  (import "skerry_v1" "spawn" (func $spawn (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "handle_rights" (func $handle_rights (param i32) (result i32)))
  (import "skerry_v1" "random" (func $random (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: first; 4: count; 8: tries; 12: answers other than BAD_HANDLE
  (memory (export "memory") 1 1)
  (data (i32.const 16) "out")
  (func $judge (param $answer i32)
    (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
    (if (i32.ne (local.get $answer) (i32.const -1))
      (then (i32.store (i32.const 12) (i32.add (i32.load (i32.const 12)) (i32.const 1))))))
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 8))))
  (func (export "receive") (local $handle i32) (local $end i32)
    (local.set $handle (i32.load (i32.const 0)))
    (local.set $end (i32.add (local.get $handle) (i32.load (i32.const 4))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $handle) (local.get $end)))
        (call $judge (call $send (local.get $handle) (i32.const 16) (i32.const 3) (i32.const 0) (i32.const 0)))
        (call $judge
          (call $call
            (local.get $handle) (i32.const 16) (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 32) (i32.const 8)))
        (call $judge (call $attenuate (local.get $handle) (i32.const 255) (i64.const 0)))
        (call $judge (call $drop_handle (local.get $handle)))
        (call $judge (call $revoke (local.get $handle)))
        (call $judge (call $spawn (local.get $handle) (i32.const 16) (i32.const 3) (i32.const 0) (i32.const 0)))
        (call $judge (call $handle_rights (local.get $handle)))
        (call $judge (call $random (local.get $handle) (i32.const 32) (i32.const 8)))
        (call $judge (call $log (local.get $handle) (i32.const 16) (i32.const 3)))
        (local.set $handle (i32.add (local.get $handle) (i32.const 1)))
        (br $next)))
    (drop
      (call $send
        (call $granted (i32.const 16) (i32.const 3))
        (i32.const 8) (i32.const 8) (i32.const 0) (i32.const 0)))))
