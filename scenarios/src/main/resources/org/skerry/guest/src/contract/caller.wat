;; caller - calls the replier again and again in one turn and checks each answer.
;;
;; START: { u32 calls }, 0 to 9999. Handles by name: replier (send), out (send).
;; Receives: anything. Calls replier with { u32 n } for n = 0, 1, ... and expects { u32 n + 1 }.
;; Sends out { u32 good answers, i32 last result of call }; a good call answers 4, its reply's length.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "call" (func $call (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: calls; 4: n; 8: answer; 12: good; 16: last result
  (memory (export "memory") 1 1)
  (data (i32.const 32) "replier")
  (data (i32.const 40) "out")
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4))))
  (func (export "receive") (local $n i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $n) (i32.load (i32.const 0))))
        (i32.store (i32.const 4) (local.get $n))
        (i32.store (i32.const 16)
          (call $call
            (call $granted (i32.const 32) (i32.const 7))
            (i32.const 4) (i32.const 4) (i32.const 0) (i32.const 0)
            (i32.const 8) (i32.const 4)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (if (i32.and
              (i32.eq (i32.load (i32.const 16)) (i32.const 4))
              (i32.eq (i32.load (i32.const 8)) (local.get $n)))
          (then (i32.store (i32.const 12) (i32.add (i32.load (i32.const 12)) (i32.const 1)))))
        (br $next)))
    (drop
      (call $send
        (call $granted (i32.const 40) (i32.const 3))
        (i32.const 12) (i32.const 8) (i32.const 0) (i32.const 0)))))
