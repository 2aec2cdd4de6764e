package org.skerry.wasm.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What real instruction sets execute for the second call of each kernel: the table {@code counts.csv} beside the kernels, which
 * {@code benchmarks/calibration/count} makes.
 */
public final class RealCounts {
    private static final String TABLE = "/org/skerry/wasm/kernels/counts.csv";

    private final Map<String, Map<String, Long>> kernels = new LinkedHashMap<>();

    /** Reads the table. */
    public RealCounts() {
        try (InputStream in = RealCounts.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            List<String> rows =
                    lines.lines().filter(line -> !line.startsWith("#")).toList();
            String[] columns = rows.get(0).split(",");
            for (String row : rows.subList(1, rows.size())) {
                String[] fields = row.split(",");
                Map<String, Long> counts = new LinkedHashMap<>();
                for (int i = 1; i < columns.length; i++) {
                    counts.put(columns[i], Long.parseLong(fields[i]));
                }
                kernels.put(fields[0], counts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernels that were counted, in the order of the table. */
    public List<String> kernels() {
        return List.copyOf(kernels.keySet());
    }

    /** A count of a kernel: a class of RV64G such as {@code load}, or a total: {@code rv64}, {@code rv64-gcc}, {@code x86-64}. */
    public long of(String kernel, String column) {
        return kernels.get(kernel).get(column);
    }
}
