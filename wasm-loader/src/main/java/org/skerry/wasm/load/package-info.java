/**
 * Reads, limits and refuses binary modules.
 *
 * <p>Entry types: {@link org.skerry.wasm.load.WasmReader} and {@link org.skerry.wasm.load.GuestRules}. Readers belong to one thread;
 * what they return is immutable. Cost is linear in the file. Surprising: typing is not checked here; the parser that compiles
 * the module does that.
 */
package org.skerry.wasm.load;
