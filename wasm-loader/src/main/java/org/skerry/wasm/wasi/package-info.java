/**
 * WASI preview 1 over {@link org.skerry.sim.actor.Turn}: unmodified commands and reactors as actors (docs/CONTRACT.md).
 *
 * <p>Entry types: {@link org.skerry.wasm.wasi.WasiPreview1} for the loader, {@link org.skerry.wasm.wasi.WasiGrant} for whoever
 * deploys. Everything an actor reaches lies in its own {@link org.skerry.wasm.wasi.WasiState}, on its own thread. A call costs some
 * 100 ns and what it copies, and the guest is charged for it. Surprising: nothing here opens a file, looks at a clock or draws from
 * the host; files are trees in memory, and time and output pass through handles like those of any actor.
 */
package org.skerry.wasm.wasi;
