;; alarm - sets timers and takes them back as it is told, and says which come.
;;
;; START: { i64 nanoseconds, i64 token } again and again. Handles by name: clock (clock, optional), out (send).
;; Sets a timer for each; for -2 nanoseconds it takes the timer with this token back.
;; Each step sends out { i32 status } where that is not 0.
;; Receives: TIMER messages, whose token it sends out { i64 token }.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "timer_set" (func $timer_set (param i32 i64 i64) (result i32)))
  (import "skerry_v1" "timer_cancel" (func $timer_cancel (param i32 i64) (result i32)))
  ;; 0: names; 16: what is said; 128: steps
  (memory (export "memory") 1 1)
  (data (i32.const 0) "clockout")

  (func $say (param $length i32)
    (drop
      (call $send
        (call $granted (i32.const 5) (i32.const 3))
        (i32.const 16) (local.get $length) (i32.const 0) (i32.const 0))))

  (func $step (param $nanoseconds i64) (param $token i64) (result i32) (local $clock i32)
    (local.set $clock (call $granted (i32.const 0) (i32.const 5)))
    (if (i64.eq (local.get $nanoseconds) (i64.const -2))
      (then (return (call $timer_cancel (local.get $clock) (local.get $token)))))
    (call $timer_set (local.get $clock) (local.get $nanoseconds) (local.get $token)))

  (func (export "start") (local $at i32) (local $end i32) (local $status i32)
    (local.set $at (i32.const 128))
    (local.set
      $end
      (i32.add (i32.const 128) (call $message_read (i32.const 128) (i32.const 0) (i32.const 4096))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set
          $status
          (call $step (i64.load (local.get $at)) (i64.load (i32.add (local.get $at) (i32.const 8)))))
        (if (local.get $status)
          (then
            (i32.store (i32.const 16) (local.get $status))
            (call $say (i32.const 4))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next))))

  (func (export "receive")
    (call $say (call $message_read (i32.const 16) (i32.const 0) (i32.const 8)))))
