;; overseer - watches, stops and restarts one actor as it is told, and says what came of it.
;;
;; START: { u8 how, u8 value } again and again, then what the program that is restarted starts with: nothing.
;; Handles by name: to (send, monitor, control), image (spawn), out (send).
;; how 0: monitors `to`; 1: no more; 2: stops it; 3: restarts it from `image`; 4: sends it the byte `value`; 6: asks what runs there,
;; with a nonce of `value` bytes. Each of 0 to 3 and 6 sends out { u8 how, u8 0, u8 0, u8 0, i32 status }.
;; Receives: ENDED and REFUSED messages, whose payload it sends out behind { i32 kind }, EVIDENCE as { i32 kind, i32 status,
;; i32 handle, i32 rules that are broken, i32 bytes of evidence }; anything else makes it take the
;; next step, as far as a step with how 5, where it waits for the next message.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_size" (func $message_size (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "monitor" (func $monitor (param i32) (result i32)))
  (import "skerry_v1" "demonitor" (func $demonitor (param i32) (result i32)))
  (import "skerry_v1" "attest" (func $attest (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "stop" (func $stop (param i32) (result i32)))
  (import "skerry_v1" "restart" (func $restart (param i32 i32 i32 i32 i32 i32) (result i32)))
  ;; 0: `to`; 4: `image`; 8: `out`; 12: next step; 16: end of steps; 20: names; 48: what is said; 128: steps
  (memory (export "memory") 1 1)
  (data (i32.const 20) "toimageout")

  (func $say (param $length i32)
    (drop (call $send (i32.load (i32.const 8)) (i32.const 48) (local.get $length) (i32.const 0) (i32.const 0))))

  (func $did (param $how i32) (param $status i32)
    (i32.store (i32.const 48) (local.get $how))
    (i32.store (i32.const 52) (local.get $status))
    (call $say (i32.const 8)))

  (func (export "start")
    (i32.store (i32.const 0) (call $granted (i32.const 20) (i32.const 2)))
    (i32.store (i32.const 4) (call $granted (i32.const 22) (i32.const 5)))
    (i32.store (i32.const 8) (call $granted (i32.const 27) (i32.const 3)))
    (i32.store (i32.const 12) (i32.const 128))
    (i32.store
      (i32.const 16)
      (i32.add (i32.const 128) (call $message_read (i32.const 128) (i32.const 0) (i32.const 1024))))
    (call $go))

  (func $go (local $how i32) (local $to i32)
    (local.set $to (i32.load (i32.const 0)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (i32.load (i32.const 12)) (i32.load (i32.const 16))))
        (local.set $how (i32.load8_u (i32.load (i32.const 12))))
        (i32.store8 (i32.const 40) (i32.load8_u (i32.add (i32.load (i32.const 12)) (i32.const 1))))
        (i32.store (i32.const 12) (i32.add (i32.load (i32.const 12)) (i32.const 2)))
        (br_if $done (i32.eq (local.get $how) (i32.const 5)))
        (if (i32.eqz (local.get $how))
          (then (call $did (local.get $how) (call $monitor (local.get $to)))))
        (if (i32.eq (local.get $how) (i32.const 1))
          (then (call $did (local.get $how) (call $demonitor (local.get $to)))))
        (if (i32.eq (local.get $how) (i32.const 2))
          (then (call $did (local.get $how) (call $stop (local.get $to)))))
        (if (i32.eq (local.get $how) (i32.const 6))
          (then
            (call $did
              (local.get $how) (call $attest (local.get $to) (i32.const 128) (i32.load8_u (i32.const 40))))))
        (if (i32.eq (local.get $how) (i32.const 3))
          (then
            (call $did
              (local.get $how)
              (call $restart
                (local.get $to) (i32.load (i32.const 4))
                (i32.const 40) (i32.const 1) (i32.const 0) (i32.const 0)))))
        (if (i32.eq (local.get $how) (i32.const 4))
          (then (drop (call $send (local.get $to) (i32.const 40) (i32.const 1) (i32.const 0) (i32.const 0)))))
        (br $next))))

  (func (export "receive")
    (if (i32.eq (call $message_kind) (i32.const 7))
      (then
        (i32.store (i32.const 48) (i32.const 7))
        (drop (call $message_read (i32.const 52) (i32.const 0) (i32.const 12)))
        (i32.store (i32.const 64) (i32.sub (call $message_size) (i32.const 16)))
        (call $say (i32.const 20))))
    (if (i32.or
          (i32.eq (call $message_kind) (i32.const 5))
          (i32.eq (call $message_kind) (i32.const 3)))
      (then
        (i32.store (i32.const 48) (call $message_kind))
        (call $say
          (i32.add (i32.const 4) (call $message_read (i32.const 52) (i32.const 0) (call $message_size))))))
    (call $go)))
