;; recurser - calls itself for ever, until the depth limit stops it.
;;
;; START: nothing. Handles by name: none. Receives: anything.
(module
  (memory (export "memory") 1 1)
  (func $deeper (param $depth i64) (result i64)
    (i64.add (call $deeper (i64.add (local.get $depth) (i64.const 1))) (local.get $depth)))
  (func (export "start"))
  (func (export "receive") (i64.store (i32.const 0) (call $deeper (i64.const 1)))))
