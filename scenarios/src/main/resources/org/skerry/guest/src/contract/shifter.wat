;; shifter - chooses behaviours over one memory, and says which one handles each message.
;;
;; START: nothing. Handles by name: out (send).
;; Receives: anything. Sends out { i32 behaviour, i32 messages so far }: behaviour 1 chooses 2 and then 3; 3 chooses 1 again.
(module
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "become" (func $become (param i32 i32) (result i32)))
  ;; 0: behaviour; 4: messages
  (memory (export "memory") 1 1)
  (data (i32.const 16) "out")
  (data (i32.const 32) "receive")
  (data (i32.const 48) "second")
  (data (i32.const 64) "third")
  (func $say (param $behaviour i32)
    (i32.store (i32.const 0) (local.get $behaviour))
    (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (i32.const 1)))
    (drop
      (call $send
        (call $granted (i32.const 16) (i32.const 3)) (i32.const 0) (i32.const 8) (i32.const 0) (i32.const 0))))
  (func (export "start"))
  (func (export "receive")
    (drop (call $become (i32.const 48) (i32.const 6)))
    (drop (call $become (i32.const 64) (i32.const 5)))
    (call $say (i32.const 1)))
  (func (export "second") (call $say (i32.const 2)))
  (func (export "third")
    (drop (call $become (i32.const 32) (i32.const 7)))
    (call $say (i32.const 3))))
