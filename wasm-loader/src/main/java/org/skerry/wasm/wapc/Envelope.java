package org.skerry.wasm.wapc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a request and its answer look as messages, so that guests of either interface can take part:
 *
 * <pre>
 *   request   operation, a zero byte, payload      (no zero byte: an operation without payload)
 *   answer    1, response    or    0, error text
 * </pre>
 */
final class Envelope {
    private static final int OK = 1;
    private static final int FAILED = 0;

    private Envelope() {}

    static byte[] request(byte[] operation, byte[] payload) {
        byte[] message = Arrays.copyOf(operation, operation.length + 1 + payload.length);
        System.arraycopy(payload, 0, message, operation.length + 1, payload.length);
        return message;
    }

    static byte[] operation(byte[] request) {
        return Arrays.copyOf(request, operationLength(request));
    }

    static byte[] payload(byte[] request) {
        int from = operationLength(request) + 1;
        return from > request.length ? Exchange.NOTHING : Arrays.copyOfRange(request, from, request.length);
    }

    private static int operationLength(byte[] request) {
        for (int i = 0; i < request.length; i++) {
            if (request[i] == 0) {
                return i;
            }
        }
        return request.length;
    }

    static byte[] response(byte[] payload) {
        return answer(OK, payload);
    }

    static byte[] error(String why) {
        return answer(FAILED, why.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] answer(int status, byte[] content) {
        byte[] message = new byte[1 + content.length];
        message[0] = (byte) status;
        System.arraycopy(content, 0, message, 1, content.length);
        return message;
    }

    /** Whether an answer carries a status at all. */
    static boolean isAnswer(byte[] answer) {
        return answer.length > 0 && (answer[0] == OK || answer[0] == FAILED);
    }

    static boolean isError(byte[] answer) {
        return answer[0] == FAILED;
    }

    static byte[] content(byte[] answer) {
        return Arrays.copyOfRange(answer, 1, answer.length);
    }

    /** The text of some bytes, or null where they are no UTF-8. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
