/**
 * The waPC interface: guests of wasmCloud before components, unmodified, as actors (docs/CONTRACT.md, section 12).
 *
 * <p>Entry types: {@link org.skerry.wasm.wapc.Wapc}, the imports, and {@link org.skerry.wasm.wapc.WapcActor}, what a turn calls.
 * Everything runs on the guest's thread; {@code __host_call} holds it until the reply is there. A call costs what its copies cost.
 * Surprising: a guest names whom it calls by text, and still reaches nobody but those its deployment granted under that text.
 */
package org.skerry.wasm.wapc;
