;; relay - passes each message on, as it is, to one of its peers drawn at random: the least that an actor can do with a message
;;
;; START arguments: u32 peers (handles 1 to peers name them), u32 messages (it sends so many at its start), u64 seed, u32 bytes
;; Receives and sends: messages of so many bytes
(module
  (import "skerry_v1" "message_read" (func $message_read (param i32 i32 i32) (result i32)))
  (import "skerry_v1" "send" (func $send (param i32 i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $peers (mut i32) (i32.const 0))
  (global $bytes (mut i32) (i32.const 0))
  (global $state (mut i64) (i64.const 0))
  ;; Knuth's linear congruential generator (MMIX), of which the upper 31 bits are scaled to the number of peers.
  (func $pass
    (global.set $state
      (i64.add (i64.mul (global.get $state) (i64.const 6364136223846793005)) (i64.const 1442695040888963407)))
    (drop (call $send
      (i32.add
        (i32.const 1)
        (i32.wrap_i64 (i64.shr_u
          (i64.mul (i64.shr_u (global.get $state) (i64.const 33)) (i64.extend_i32_u (global.get $peers)))
          (i64.const 31))))
      (i32.const 0) (global.get $bytes) (i32.const 0) (i32.const 0))))
  (func (export "start") (local $left i32)
    (drop (call $message_read (i32.const 0) (i32.const 0) (i32.const 24)))
    (global.set $peers (i32.load (i32.const 0)))
    (global.set $state (i64.load (i32.const 8)))
    (global.set $bytes (i32.load (i32.const 16)))
    (local.set $left (i32.load (i32.const 4)))
    (block $done
      (loop $more
        (br_if $done (i32.eqz (local.get $left)))
        (call $pass)
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $more))))
  (func (export "receive")
    (drop (call $message_read (i32.const 0) (i32.const 0) (global.get $bytes)))
    (call $pass)))
