package org.skerry.scenario.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.config.ConfigException;

/** Known answers, which a program in another language computed, its own ChaCha20 included. */
class PipelineTest {
    private static final List<String> STAGES = List.of("source", "pack", "cipher", "digest");

    @Test
    void aStreamOfThreeBlocks() {
        assertEquals(
                List.of(
                        "source: source 0 blocks 3 bytes 3000",
                        "pack: pack 0 blocks 3 bytes 887",
                        "cipher: cipher 0 blocks 3 bytes 887",
                        "digest: digest 0 blocks 3 bytes 887 sha256 "
                                + "dd7c2772c2d7dfe7ce0ac8dd24e9126df16742cacd99c5da41da1b7bf2754c11"),
                pipeline(0, 3, 1000).expected("pipeline"));
    }

    @Test
    void aStreamOfOneShortBlock() {
        assertEquals(
                "digest: digest 3 blocks 1 bytes 16 sha256 "
                        + "342c5f6ab6cf041ee92af64e19ed930deb7fdf993e290a8e179351164b0e1245",
                pipeline(3, 1, 64).expected("pipeline").get(3));
    }

    @ParameterizedTest
    @CsvSource({
        "aa, 00aa",
        "aaaa, 01aaaa",
        "aaaaaa, fe" + "aa",
        "aabbbbbbbb, 00aa" + "fdbb",
        "aabb" + "cccccc" + "dd, 01aabb" + "fecc" + "00dd"
    })
    void runsOfThreeAndMoreArePacked(String bytes, String packed) {
        byte[] data = HexFormat.of().parseHex(bytes);
        assertEquals(packed, HexFormat.of().formatHex(Pipeline.pack(data, data.length)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatWasPackedCanBeUnpacked(long seed) {
        byte[] data = Pipeline.data(seed, 1, 8 * 700);
        assertArrayEquals(data, unpack(Pipeline.pack(data, 700)), "seed " + seed);
        byte[] equal = new byte[1000];
        Arrays.fill(equal, (byte) seed);
        assertArrayEquals(equal, unpack(Pipeline.pack(equal, 500)), "seed " + seed);
    }

    @Test
    void stagesThatWereToldDifferentThingsAreRefused() {
        Plans odd = pipeline(0, 3, 1000).actor("source1", "pipe-source", 1, 1, 3, 1000, 4);
        String refusal = assertThrows(ConfigException.class, () -> odd.expected("pipeline"))
                .getMessage();
        assertTrue(refusal.contains("no pack"), refusal);
        Plans other = new Plans().actor("s", "pipe-source", 1, 0, 3, 1000, 4).actor("p", "pipe-pack", 2, 0, 3, 1000, 4);
        refusal = assertThrows(ConfigException.class, () -> other.expected("pipeline"))
                .getMessage();
        assertTrue(refusal.contains("different arguments"), refusal);
    }

    private static Plans pipeline(int pipeline, int blocks, int blockBytes) {
        Plans plan = new Plans();
        STAGES.forEach(stage -> plan.actor(stage, "pipe-" + stage, 1, pipeline, blocks, blockBytes, 4));
        return plan;
    }

    private static byte[] unpack(byte[] packed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < packed.length; ) {
            int control = packed[at++];
            if (control >= 0) {
                out.write(packed, at, control + 1);
                at += control + 1;
            } else {
                for (int i = 0; i < 1 - control; i++) {
                    out.write(packed[at]);
                }
                at++;
            }
        }
        return out.toByteArray();
    }
}
