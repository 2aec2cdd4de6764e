;; delegate - the borrower of revoker.wat: uses a handle it was lent, and again after it was revoked.
;;
;; START: nothing. Handles by name: lender (send), log (log).
;;   "l" with a handle   sends "1" through it, tells lender "u"
;;   "t"                 sends "2" through it; logs "try <status>" as one of: try accepted, try refused
;;   REFUSED notice      logs "refused" when the status is REVOKED and the handle the lent one, else "wrong"
;; `try accepted` is no breach by itself: a send may be taken at once and refused later. "2" must never reach the target.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "message_handles" (func $message_handles (param i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: the lent handle; 4: first byte of the message; 8: notice
  (memory (export "memory") 1 1)
  (data (i32.const 16) "lender")
  (data (i32.const 24) "log")
  (data (i32.const 32) "12u")
  (data (i32.const 40) "try accepted")
  (data (i32.const 56) "try refused")
  (data (i32.const 72) "refused")
  (data (i32.const 80) "wrong")
  (func $say (param $at i32) (param $length i32)
    (drop (call $log (call $granted (i32.const 24) (i32.const 3)) (local.get $at) (local.get $length))))
  (func $use (param $at i32) (result i32)
    (call $send (i32.load (i32.const 0)) (local.get $at) (i32.const 1) (i32.const 0) (i32.const 0)))
  (func $notice
    (drop (call $message_read (i32.const 8) (i32.const 0) (i32.const 8)))
    (if (i32.and
          (i32.eq (i32.load (i32.const 8)) (i32.const -8))
          (i32.eq (i32.load (i32.const 12)) (i32.load (i32.const 0))))
      (then (call $say (i32.const 72) (i32.const 7)))
      (else (call $say (i32.const 80) (i32.const 5)))))
  (func (export "start"))
  (func (export "receive")
    (if (i32.eq (call $message_kind) (i32.const 3)) (then (call $notice) return))
    (drop (call $message_read (i32.const 4) (i32.const 0) (i32.const 1)))
    (if (i32.eq (i32.load8_u (i32.const 4)) (i32.const 0x6c))
      (then
        (drop (call $message_handles (i32.const 0) (i32.const 1)))
        (drop (call $use (i32.const 32)))
        (drop
          (call $send
            (call $granted (i32.const 16) (i32.const 6))
            (i32.const 34) (i32.const 1) (i32.const 0) (i32.const 0)))
        return))
    (if (i32.eq (i32.load8_u (i32.const 4)) (i32.const 0x74))
      (then
        (if (call $use (i32.const 33))
          (then (call $say (i32.const 56) (i32.const 11)))
          (else (call $say (i32.const 40) (i32.const 12))))))))
