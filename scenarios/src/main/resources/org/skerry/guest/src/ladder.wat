;; ladder - what a load costs, by the size of the memory that it may come from.
;;
;; START arguments: { u32 bytes, u32 accesses, u32 warm, u32 multiplier, u32 increment }: bytes a power of two from 128 to 128 MiB; warm
;;                  is 1 to touch every line once before, 0 to begin with memory that nobody has touched.
;; Handles by name: clock (clock), log (log).
;; Logs:            ladder <bytes> <picoseconds of a load>
;;
;; Lines of 64 bytes are visited in the order line = line * multiplier + increment, modulo their number: 1664525 and 1013904223 visit all of
;; them without strides, 1 and -2 every second one backwards, as lat_mem_rd of lmbench does with a stride of 128. Each load needs the value
;; of the one before, as in a chase of pointers; all of them are zero, so that nothing has to be written first. The same loop without the
;; load is timed beside it, and only the difference counts.
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "granted" (func $granted (param i32 i32) (result i32)))
  (import "skerry_v1" "clock" (func $clock (param i32) (result i64)))
  (import "skerry_v1" "log" (func $log (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "exit" (func $exit (param i32)))
  (memory (export "memory") 1 2049)
  (data (i32.const 16) "clock")
  (data (i32.const 24) "log")
  (data (i32.const 128) "ladder ")
  (global $clock_handle (mut i32) (i32.const 0))
  (global $multiplier (mut i32) (i32.const 0))
  (global $increment (mut i32) (i32.const 0))
  (global $end (mut i32) (i32.const 0))

  ;; Writes a number at $end and moves it.
  (func $number (param $value i64)
    (local $power i64)
    (local.set $power (i64.const 1))
    (loop $larger
      (if (i64.le_u (i64.mul (local.get $power) (i64.const 10)) (local.get $value))
        (then
          (local.set $power (i64.mul (local.get $power) (i64.const 10)))
          (br $larger))))
    (loop $digit
      (i32.store8 (global.get $end)
        (i32.wrap_i64 (i64.add (i64.const 48)
          (i64.rem_u (i64.div_u (local.get $value) (local.get $power)) (i64.const 10)))))
      (global.set $end (i32.add (global.get $end) (i32.const 1)))
      (local.set $power (i64.div_u (local.get $power) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $power) (i64.const 0)))))

  (func $warm (param $bytes i32)
    (local $at i32)
    (loop $next
      (drop (i32.load (i32.add (i32.const 65536) (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $bytes)))))

  ;; Nanoseconds of so many loads, each at an address that the one before decides.
  (func $chase (param $mask i32) (param $accesses i32) (result i64)
    (local $line i32) (local $begin i64)
    (local.set $begin (call $clock (global.get $clock_handle)))
    (loop $next
      (local.set $line
        (i32.and
          (i32.add
            (i32.add (i32.mul (local.get $line) (global.get $multiplier)) (global.get $increment))
            (i32.load (i32.add (i32.const 65536) (i32.shl (local.get $line) (i32.const 6)))))
          (local.get $mask)))
      (local.set $accesses (i32.sub (local.get $accesses) (i32.const 1)))
      (br_if $next (local.get $accesses)))
    (i64.sub (call $clock (global.get $clock_handle)) (local.get $begin)))

  ;; The same without the loads.
  (func $walk (param $mask i32) (param $accesses i32) (result i64)
    (local $line i32) (local $begin i64)
    (local.set $begin (call $clock (global.get $clock_handle)))
    (loop $next
      (local.set $line
        (i32.and
          (i32.add
            (i32.add (i32.mul (local.get $line) (global.get $multiplier)) (global.get $increment))
            (i32.add (i32.const 65536) (i32.shl (local.get $line) (i32.const 6))))
          (local.get $mask)))
      (local.set $accesses (i32.sub (local.get $accesses) (i32.const 1)))
      (br_if $next (local.get $accesses)))
    (i64.sub (call $clock (global.get $clock_handle)) (local.get $begin)))

  (func (export "start")
    (local $bytes i32) (local $accesses i32) (local $mask i32) (local $all i64)
    (global.set $clock_handle (call $granted (i32.const 16) (i32.const 5)))
    (drop (call $message_read (i32.const 64) (i32.const 0) (i32.const 20)))
    (local.set $bytes (i32.load (i32.const 64)))
    (local.set $accesses (i32.load (i32.const 68)))
    (global.set $multiplier (i32.load (i32.const 76)))
    (global.set $increment (i32.load (i32.const 80)))
    (if (i32.or
          (i32.or (i32.ne (i32.popcnt (local.get $bytes)) (i32.const 1)) (i32.lt_u (local.get $bytes) (i32.const 128)))
          (i32.or (i32.gt_u (local.get $bytes) (i32.const 134217728)) (i32.eqz (local.get $accesses))))
      (then (call $exit (i32.const 2))))
    (if (i32.lt_s
          (memory.grow (i32.div_u (i32.add (local.get $bytes) (i32.const 65535)) (i32.const 65536)))
          (i32.const 0))
      (then (call $exit (i32.const 3))))
    (local.set $mask (i32.sub (i32.shr_u (local.get $bytes) (i32.const 6)) (i32.const 1)))
    (if (i32.load (i32.const 72)) (then (call $warm (local.get $bytes))))
    (local.set $all (call $chase (local.get $mask) (local.get $accesses)))
    (local.set $all (i64.sub (local.get $all) (call $walk (local.get $mask) (local.get $accesses))))
    (global.set $end (i32.const 135))
    (call $number (i64.extend_i32_u (local.get $bytes)))
    (i32.store8 (global.get $end) (i32.const 32))
    (global.set $end (i32.add (global.get $end) (i32.const 1)))
    (call $number (i64.div_u (i64.mul (local.get $all) (i64.const 1000)) (i64.extend_i32_u (local.get $accesses))))
    (drop (call $log (call $granted (i32.const 24) (i32.const 3))
      (i32.const 128) (i32.sub (global.get $end) (i32.const 128)))))

  (func (export "receive")))
