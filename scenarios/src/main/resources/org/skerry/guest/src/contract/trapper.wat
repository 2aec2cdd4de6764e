;; trapper - sends one message and then traps, in the way it is asked to.
;;
;; START: nothing. Handles by name: out (send).
;; Receives: { u8 way }: sends "before" to out, then
;;   0 unreachable   1 division by zero   2 load outside memory   3 store outside memory   4 call through an empty table slot
;;   5 call through the table with a wrong type   6 the division that overflows   7 a float that fits no integer
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (type $plain (func))
  (memory (export "memory") 1 1)
  (table 2 funcref)
  (elem (i32.const 1) $typed)
  (data (i32.const 16) "out")
  (data (i32.const 32) "before")
  (func $typed (param i32))
  (func $unreachable_way unreachable)
  (func $division_way (drop (i32.div_s (i32.const 1) (i32.load8_u (i32.const 8)))))
  (func $load_way (drop (i64.load (i32.const -8))))
  (func $store_way (i64.store (i32.const 65532) (i64.const -1)))
  (func $empty_way (call_indirect (type $plain) (i32.const 0)))
  (func $type_way (call_indirect (type $plain) (i32.const 1)))
  (func $overflow_way
    (drop (i32.div_s (i32.const 0x80000000) (i32.sub (i32.load8_u (i32.const 8)) (i32.const 1)))))
  (func $float_way (drop (i32.trunc_f64_s (f64.const 1e300))))
  (func (export "start"))
  (func (export "receive")
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 1)))
    (drop
      (call $send
        (call $granted (i32.const 16) (i32.const 3))
        (i32.const 32) (i32.const 6) (i32.const 0) (i32.const 0)))
    (block $float (block $overflow (block $type (block $empty (block $store (block $load (block $division (block $other
      (br_table $other $division $load $store $empty $type $overflow $float $other (i32.load8_u (i32.const 0))))
      (call $unreachable_way))
      (call $division_way))
      (call $load_way))
      (call $store_way))
      (call $empty_way))
      (call $type_way))
      (call $overflow_way))
    (call $float_way)))
