/**
 * Turns a WebAssembly module into a program that any machine can run.
 *
 * <p>Entry type: {@link org.skerry.wasm.WasmLoader}. Loading takes some 50 ms and more, is safe from several threads, and answers
 * every file with a program or a refusal. Surprising: the module that runs is not the one that was given; it was rewritten to
 * count itself (package {@code meter}).
 */
package org.skerry.wasm;
