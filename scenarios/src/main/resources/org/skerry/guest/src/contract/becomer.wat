;; becomer - chooses another behaviour after each message.
;;
;; START: nothing. Handles by name: log (log).
;; Receives: anything. Logs, message by message: first, second, third, first, ...
;; `third` also tries a handler that does not exist, one with a parameter, and the memory; each must answer NO_SUCH_HANDLER,
;; else it logs "wrong".
(module
  (import "skerry_v1" "become" (func $become (param i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (data (i32.const 0) "log")
  (data (i32.const 16) "first")
  (data (i32.const 32) "second")
  (data (i32.const 48) "third")
  (data (i32.const 64) "wrong")
  (data (i32.const 80) "receive")
  (data (i32.const 96) "nowhere")
  (data (i32.const 112) "parameter")
  (data (i32.const 128) "memory")
  (func $say (param $at i32) (param $length i32)
    (drop (call $log (call $granted (i32.const 0) (i32.const 3)) (local.get $at) (local.get $length))))
  (func $refused (param $at i32) (param $length i32)
    (if (i32.ne (call $become (local.get $at) (local.get $length)) (i32.const -9))
      (then (call $say (i32.const 64) (i32.const 5)))))
  (func (export "start"))
  (func (export "receive")
    (call $say (i32.const 16) (i32.const 5))
    (drop (call $become (i32.const 32) (i32.const 6))))
  (func (export "second")
    (call $say (i32.const 32) (i32.const 6))
    (drop (call $become (i32.const 48) (i32.const 5))))
  (func (export "third")
    (call $say (i32.const 48) (i32.const 5))
    (drop (call $become (i32.const 80) (i32.const 7)))
    (call $refused (i32.const 96) (i32.const 7))
    (call $refused (i32.const 112) (i32.const 9))
    (call $refused (i32.const 128) (i32.const 6)))
  (func (export "parameter") (param i32)))
