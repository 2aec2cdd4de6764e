;; random-reader - draws from its own random stream.
;;
;; START: nothing. Handles by name: random (random, optional), out (send).
;; Receives: anything. Sends out { i32 status, i32 0, 32 random bytes }; the bytes stay zero when the handle is missing.
;; Equal seeds give equal bytes on every machine; two actors never share a stream.
(module
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "random" (func $random (param i32 i32 i32) (result i32)))
  ;; 0: status; 8: bytes
  (memory (export "memory") 1 1)
  (data (i32.const 64) "random")
  (data (i32.const 72) "out")
  (func (export "start"))
  (func (export "receive")
    (i32.store (i32.const 0)
      (call $random (call $granted (i32.const 64) (i32.const 6)) (i32.const 8) (i32.const 32)))
    (drop
      (call $send
        (call $granted (i32.const 72) (i32.const 3))
        (i32.const 0) (i32.const 40) (i32.const 0) (i32.const 0)))))
