package org.skerry.wasm.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Small C programs, built with clang and committed beside their sources: what real compilers make of loops, calls and floats. */
public final class Kernels {
    public static final List<String> NAMES =
            List.of("crc", "fib", "json", "kv", "mandelbrot", "matmul", "quicksort", "sha256", "sieve", "words");

    /** Those and more: what the weights of instructions are held against. In the order of the alphabet. */
    public static final List<String> CALIBRATION = List.of(
            "base64",
            "bignum",
            "bytecode",
            "chacha",
            "crc",
            "dct",
            "edit",
            "fft",
            "fib",
            "heap",
            "json",
            "kv",
            "life",
            "list",
            "lz",
            "mandelbrot",
            "matmul",
            "nbody",
            "queens",
            "quicksort",
            "search",
            "sha256",
            "sieve",
            "words");

    /** Those that were written when all weights were settled. */
    public static final List<String> AFTERWARDS = List.of("edges", "gauss", "huffman", "knapsack", "matcher", "tree");

    private Kernels() {}

    /** All of them. */
    public static List<String> all() {
        return Stream.concat(CALIBRATION.stream(), AFTERWARDS.stream()).sorted().toList();
    }

    /** The module of a kernel; it exports {@code receive} and imports nothing. */
    public static byte[] module(String name) {
        try (InputStream in = Kernels.class.getResourceAsStream("/org/skerry/wasm/kernels/" + name + ".wasm")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
