;; oom-grower - asks for more memory until it is refused, writes to every page it got, and tells how many it has.
;; Its module declares no maximum: the limit is the machine's.
;;
;; START: { u32 most }: asks for at most this many pages more. Handles by name: out (send).
;; Receives: anything. Sends out { u32 pages it has now }.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  ;; 0: most; 4: pages
  (memory (export "memory") 1)
  (data (i32.const 16) "out")
  (func (export "start")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 4))))
  (func (export "receive") (local $left i32)
    (local.set $left (i32.load (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (br_if $done (i32.eq (memory.grow (i32.const 1)) (i32.const -1)))
        (i32.store (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)) (i32.const 1))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.store (i32.const 4) (memory.size))
    (drop
      (call $send
        (call $granted (i32.const 16) (i32.const 3))
        (i32.const 4) (i32.const 4) (i32.const 0) (i32.const 0)))))
