;; revoker - lends a handle, takes it back, and has the borrower try it again.
;;
;; START: nothing. Handles by name: target (send, grant), delegate (send), log (log).
;; At START derives a handle to target (send and grant), grants delegate a copy, and keeps the derived one. Then
;;   "u" (delegate has used its copy)   revokes the derived handle; logs "revoke <status digit>"
;;   REVOKED notice                     checks that it names that handle, logs "revoked"; tells delegate "t" (try again)
;; Everything it logs: revoke 0, revoked, in this order; or "wrong" when the notice or a status is not as it must be.
(module
  (import "skerry_v1" "message_kind" (func $message_kind (result i32)))
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "attenuate" (func $attenuate (param i32 i32 i64) (result i32)))
  (import "skerry_v1" "revoke" (func $revoke (param i32) (result i32)))
  (import "skerry_v1" "handle_rights" (func $handle_rights (param i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  ;; 0: the derived handle; 8: notice
  (memory (export "memory") 1 1)
  (data (i32.const 16) "target")
  (data (i32.const 24) "delegate")
  (data (i32.const 32) "log")
  (data (i32.const 40) "revoke 0")
  (data (i32.const 48) "revoked")
  (data (i32.const 56) "wrong")
  (data (i32.const 64) "lt")
  (func $say (param $at i32) (param $length i32)
    (drop (call $log (call $granted (i32.const 32) (i32.const 3)) (local.get $at) (local.get $length))))
  (func $delegate (result i32) (call $granted (i32.const 24) (i32.const 8)))
  (func (export "start")
    (i32.store (i32.const 0)
      (call $attenuate (call $granted (i32.const 16) (i32.const 6)) (i32.const 3) (i64.const 0)))
    (drop (call $send (call $delegate) (i32.const 64) (i32.const 1) (i32.const 0) (i32.const 1))))
  (func $used
    (if (call $revoke (i32.load (i32.const 0)))
      (then (call $say (i32.const 56) (i32.const 5)))
      (else (call $say (i32.const 40) (i32.const 8))))
    (if (i32.ne (call $handle_rights (i32.load (i32.const 0))) (i32.const -1))
      (then (call $say (i32.const 56) (i32.const 5)))))
  (func $done
    (drop (call $message_read (i32.const 8) (i32.const 0) (i32.const 8)))
    (if (i32.or
          (i32.load (i32.const 8))
          (i32.ne (i32.load (i32.const 12)) (i32.load (i32.const 0))))
      (then (call $say (i32.const 56) (i32.const 5))))
    (call $say (i32.const 48) (i32.const 7))
    (drop (call $send (call $delegate) (i32.const 65) (i32.const 1) (i32.const 0) (i32.const 0))))
  (func (export "receive") (local $kind i32)
    (local.set $kind (call $message_kind))
    (if (i32.eqz (local.get $kind)) (then (call $used)))
    (if (i32.eq (local.get $kind) (i32.const 4)) (then (call $done)))))
