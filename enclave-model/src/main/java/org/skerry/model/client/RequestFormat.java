package org.skerry.model.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.sim.digest.Mix;

/**
 * A request of a client as bytes, lowest first; the handle to answer through comes with it.
 *
 * <pre>
 *    0  u64 number of the request, from 0; of the last message: how many requests there were
 *    8  u64 key, from 0
 *   16  u32 client, from 0
 *   20  u16 attempt, from 0
 *   22  u8  operation: 1 read, 2 write, 3 close: the last message, which no handle comes with
 *   23  u8  0
 *   24  u32 bytes of the value that follows, or of the value that is asked for
 *   28  u32 0
 *   32      a value that is written: word j is mix(mix(number + 1) + j), mix being the finaliser of SplitMix64
 * </pre>
 *
 * <p>Whatever comes back through the handle answers the request.
 */
public final class RequestFormat {
    /** Asks for a value. */
    public static final int READ = 1;

    /** Brings a value. */
    public static final int WRITE = 2;

    /** Nothing comes any more. */
    public static final int CLOSE = 3;

    /** Bytes before a value. */
    public static final int HEAD_BYTES = 32;

    private RequestFormat() {}

    /** Which of so many targets has a key: mix(key + 1) modulo their number. */
    public static int target(long key, int targets) {
        return (int) Long.remainderUnsigned(Mix.mix(key + 1), targets);
    }

    static byte[] request(long number, int key, int client, int attempt, boolean writes, int valueBytes) {
        byte[] bytes = new byte[HEAD_BYTES + (writes ? valueBytes : 0)];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(number).putLong(key).putInt(client).putShort((short) attempt);
        out.put((byte) (writes ? WRITE : READ)).put((byte) 0).putInt(valueBytes).putInt(0);
        if (writes) {
            long base = Mix.mix(number + 1);
            long word = 0;
            for (; out.remaining() >= Long.BYTES; word++) {
                out.putLong(Mix.mix(base + word));
            }
            long last = Mix.mix(base + word);
            for (; out.hasRemaining(); last >>>= Byte.SIZE) {
                out.put((byte) last);
            }
        }
        return bytes;
    }

    static byte[] close(long requests) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(requests).putLong(0).putInt(0).putShort((short) 0).put((byte) CLOSE);
        return out.array();
    }
}
