;; newborn - says what it was born with.
;;
;; START: with one handle (send), through which it sends { i32 granted "out", i32 granted "secret", i32 handles it holds }.
;; Handles are counted from 0 to 999. Receives: anything, and ignores it.
(module
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "handle_rights" (func $handle_rights (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  ;; 0: what is said; 16: the handle
  (memory (export "memory") 1 1)
  (data (i32.const 32) "out")
  (data (i32.const 48) "secret")
  (func (export "start") (local $handle i32)
    (drop (call $message_handles (i32.const 16) (i32.const 1)))
    (i32.store (i32.const 0) (call $granted (i32.const 32) (i32.const 3)))
    (i32.store (i32.const 4) (call $granted (i32.const 48) (i32.const 6)))
    (loop $next
      (if (i32.ge_s (call $handle_rights (local.get $handle)) (i32.const 0))
        (then (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))))
      (local.set $handle (i32.add (local.get $handle) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $handle) (i32.const 1000))))
    (drop (call $send (i32.load (i32.const 16)) (i32.const 0) (i32.const 12) (i32.const 0) (i32.const 0))))
  (func (export "receive")))
