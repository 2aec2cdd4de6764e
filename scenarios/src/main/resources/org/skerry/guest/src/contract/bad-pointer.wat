;; bad-pointer - gives the machine a range that lies outside its memory. Each way must trap, and none may reach the machine.
;;
;; START: nothing. Handles by name: out (send), log (log).
;; Receives: { u8 way }: sends "before" to out, then
;;   0 send, payload past the end        1 send, payload wraps around 2^32   2 send, handles past the end
;;   3 message_read, target past the end 4 granted, name past the end        5 log, text past the end
;;   6 message_handles, target past the end (send it a handle along)         7 become, name past the end
;; and would then send "after".
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "become" (func $become (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (data (i32.const 16) "out")
  (data (i32.const 20) "log")
  (data (i32.const 32) "before")
  (data (i32.const 48) "after")
  (func $out (result i32) (call $granted (i32.const 16) (i32.const 3)))
  (func $tell (param $at i32) (param $length i32)
    (drop (call $send (call $out) (local.get $at) (local.get $length) (i32.const 0) (i32.const 0))))
  (func (export "start"))
  (func (export "receive") (local $way i32)
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 1)))
    (local.set $way (i32.load8_u (i32.const 0)))
    (call $tell (i32.const 32) (i32.const 6))
    (if (i32.eq (local.get $way) (i32.const 0)) (then (call $tell (i32.const 65530) (i32.const 7))))
    (if (i32.eq (local.get $way) (i32.const 1)) (then (call $tell (i32.const -4) (i32.const 8))))
    (if (i32.eq (local.get $way) (i32.const 2))
      (then (drop (call $send (call $out) (i32.const 0) (i32.const 0) (i32.const 65532) (i32.const 2)))))
    (if (i32.eq (local.get $way) (i32.const 3))
      (then (drop (call $message_read (i32.const 65536) (i32.const 0) (i32.const 1)))))
    (if (i32.eq (local.get $way) (i32.const 4))
      (then (drop (call $granted (i32.const 65534) (i32.const 3)))))
    (if (i32.eq (local.get $way) (i32.const 5))
      (then (drop (call $log (call $granted (i32.const 20) (i32.const 3)) (i32.const -1) (i32.const 2)))))
    (if (i32.eq (local.get $way) (i32.const 6))
      (then (drop (call $message_handles (i32.const 65534) (i32.const 1)))))
    (if (i32.eq (local.get $way) (i32.const 7))
      (then (drop (call $become (i32.const 65535) (i32.const 2)))))
    (call $tell (i32.const 48) (i32.const 5))))
