;; creator - creates one actor and passes it one handle of the two it holds.
;;
;; START: nothing. Handles by name: out (send and grant), secret (send and grant), image (spawn).
;; Receives: anything, and ignores it.
(module
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "spawn" (func $spawn (param i32 i32 i32 i32 i32) (result i32)))
  ;; 0: the handle that is passed
  (memory (export "memory") 1 1)
  (data (i32.const 16) "out")
  (data (i32.const 32) "image")
  (func (export "start")
    (i32.store (i32.const 0) (call $granted (i32.const 16) (i32.const 3)))
    (drop
      (call $spawn
        (call $granted (i32.const 32) (i32.const 5)) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1))))
  (func (export "receive")))
