;; looper - never ends its turn.
;;
;; START: nothing. Handles by name: none. Receives: anything, and loops until its instruction budget stops it.
(module
  (memory (export "memory") 1 1)
  (func $forever
    (loop $again (br $again)))
  (func (export "start"))
  (func (export "receive") (call $forever)))
