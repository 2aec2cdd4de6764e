package org.skerry.scenario.workload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;

/** The pipeline, from {@code org/skerry/guest/src/pipeline.md}. Cipher and hash are those of the JDK. */
final class Pipeline {
    private static final int ARGUMENT_BYTES = 24;
    private static final int LONGEST_PIECE = 128;

    /** Bytes of one stream that a host with a small heap can hold a few times. Assumption. */
    private static final int LONGEST_STREAM = 1 << 28;

    private Pipeline() {}

    static List<String> expectedLines(DeploymentPlan plan, Map<String, String> modules) {
        List<String> lines = new ArrayList<>();
        for (Arguments source : stages(plan, modules, "source")) {
            int pipeline = source.u32(0);
            byte[] data = data(source.u64(16), pipeline, length(source));
            byte[] packed = pack(data, source.u32(8));
            byte[] sealed = encrypt(packed, source.u64(16), pipeline);
            lines.add(line(source, "source", data.length));
            lines.add(line(stage(plan, modules, "pack", source), "pack", packed.length));
            lines.add(line(stage(plan, modules, "cipher", source), "cipher", sealed.length));
            lines.add(line(stage(plan, modules, "digest", source), "digest", sealed.length) + " sha256 "
                    + HexFormat.of().formatHex(sha256(sealed)));
        }
        if (lines.isEmpty()) {
            throw new ConfigException(
                    "checks.workload is pipeline, but the scenario has no source. Use the images pipe-source, "
                            + "pipe-pack, pipe-cipher and pipe-digest.");
        }
        return lines;
    }

    private static int length(Arguments source) {
        long length = Integer.toUnsignedLong(source.u32(4)) * source.u32(8);
        if (length < 0 || length > LONGEST_STREAM) {
            throw new ConfigException("actor '" + source.actor() + "' makes " + length + " bytes; more than "
                    + LONGEST_STREAM + " are not computed again. Make fewer or smaller blocks.");
        }
        return (int) length;
    }

    private static List<Arguments> stages(DeploymentPlan plan, Map<String, String> modules, String name) {
        return Arguments.of(
                plan, modules, List.of("pipe-" + name, "shared-pipe-" + name), ARGUMENT_BYTES, "pipeline.md");
    }

    /** The stage of the same pipeline, which must have been told the same. */
    private static Arguments stage(DeploymentPlan plan, Map<String, String> modules, String name, Arguments source) {
        for (Arguments stage : stages(plan, modules, name)) {
            if (stage.u32(0) == source.u32(0)) {
                if (!stage.bytes().equals(source.bytes())) {
                    throw new ConfigException("actors '" + source.actor() + "' and '" + stage.actor()
                            + "' are of one pipeline and have different arguments. Give both the same.");
                }
                return stage;
            }
        }
        throw new ConfigException("pipeline " + source.u32(0) + " has a source and no " + name
                + ". Add an actor that runs pipe-" + name + ".");
    }

    private static String line(Arguments stage, String name, int bytes) {
        return stage.actor() + ": " + name + " " + stage.u32(0) + " blocks " + stage.u32(4) + " bytes " + bytes;
    }

    private static SplitMix stream(long seed, int pipeline, int number) {
        return new SplitMix(SplitMix.mix(seed ^ SplitMix.mix(2L * pipeline + number)));
    }

    /** What the source makes. */
    static byte[] data(long seed, int pipeline, int length) {
        SplitMix random = stream(seed, pipeline, 1);
        byte[] data = new byte[length];
        int at = 0;
        while (at < length) {
            long draw = random.next();
            long times = (draw >>> 8) % 4 == 0 ? (draw >>> 10) % 32 + 1 : 1;
            for (; times > 0 && at < length; times--) {
                data[at++] = (byte) draw;
            }
        }
        return data;
    }

    /** Packs each block by itself. */
    static byte[] pack(byte[] data, int blockBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int begin = 0; begin < data.length; begin += blockBytes) {
            int end = begin + blockBytes;
            int at = begin;
            while (at < end) {
                int run = run(data, at, end);
                if (run >= 3) {
                    out.write(257 - run);
                    out.write(data[at]);
                    at += run;
                    continue;
                }
                int literal = at;
                while (at < end && at - literal < LONGEST_PIECE && run(data, at, end) < 3) {
                    at++;
                }
                out.write(at - literal - 1);
                out.write(data, literal, at - literal);
            }
        }
        return out.toByteArray();
    }

    private static int run(byte[] data, int at, int end) {
        int length = 1;
        while (length < LONGEST_PIECE && at + length < end && data[at + length] == data[at]) {
            length++;
        }
        return length;
    }

    private static byte[] encrypt(byte[] packed, long seed, int pipeline) {
        SplitMix random = stream(seed, pipeline, 2);
        ByteBuffer key = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        while (key.hasRemaining()) {
            key.putLong(random.next());
        }
        byte[] nonce = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(pipeline)
                .array();
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.array(), "ChaCha20"),
                    new ChaCha20ParameterSpec(nonce, 0));
            return cipher.doFinal(packed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 11 has ChaCha20", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
