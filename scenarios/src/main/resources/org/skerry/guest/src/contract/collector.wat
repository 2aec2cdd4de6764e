;; collector - writes down every message it gets, as one line of the log, so that a test can read what an actor was told.
;;
;; START: nothing (it is not written down). Handles by name: log (log).
;; Logs: got <kind> label <16 hexadecimal digits> handles <n> bytes <the first 64 bytes, hexadecimal>
;; It replies to calls with the same line. Handles that came are dropped.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_label" (func $message_label (result i64)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "reply" (func $reply (param i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "drop" (func $drop_handle (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: handles; 64: payload; 256: "got K label LLLLLLLLLLLLLLLL handles N bytes ..."
  (memory (export "memory") 1 1)
  (data (i32.const 16) "log")
  (data (i32.const 256) "got ? label ................ handles ? bytes ")
  ;; writes the lowest $digits hexadecimal digits of $value at $at
  (func $hex (param $at i32) (param $value i64) (param $digits i32) (local $digit i32)
    (loop $next
      (local.set $digits (i32.sub (local.get $digits) (i32.const 1)))
      (local.set $digit (i32.and (i32.wrap_i64 (local.get $value)) (i32.const 15)))
      (i32.store8
        (i32.add (local.get $at) (local.get $digits))
        (i32.add
          (local.get $digit)
          (select (i32.const 87) (i32.const 48) (i32.gt_u (local.get $digit) (i32.const 9)))))
      (local.set $value (i64.shr_u (local.get $value) (i64.const 4)))
      (br_if $next (local.get $digits))))
  (func (export "start"))
  (func (export "receive") (local $bytes i32) (local $handles i32) (local $i i32)
    (local.set $bytes (call $message_read (i32.const 64) (i32.const 0) (i32.const 64)))
    (local.set $handles (call $message_handles (i32.const 32) (i32.const 8)))
    (i32.store8 (i32.const 260) (i32.add (call $message_kind) (i32.const 48)))
    (call $hex (i32.const 268) (call $message_label) (i32.const 16))
    (i32.store8 (i32.const 293) (i32.add (local.get $handles) (i32.const 48)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $bytes)))
        (call $hex
          (i32.add (i32.const 301) (i32.shl (local.get $i) (i32.const 1)))
          (i64.load8_u (i32.add (i32.const 64) (local.get $i)))
          (i32.const 2))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.set $bytes (i32.add (i32.const 45) (i32.shl (local.get $bytes) (i32.const 1))))
    (drop (call $log (call $granted (i32.const 16) (i32.const 3)) (i32.const 256) (local.get $bytes)))
    (drop (call $reply (i32.const 256) (local.get $bytes) (i32.const 0) (i32.const 0)))
    (block $dropped
      (loop $next
        (br_if $dropped (i32.eqz (local.get $handles)))
        (local.set $handles (i32.sub (local.get $handles) (i32.const 1)))
        (drop (call $drop_handle (i32.load (i32.add (i32.const 32) (i32.shl (local.get $handles) (i32.const 2))))))
        (br $next)))))
