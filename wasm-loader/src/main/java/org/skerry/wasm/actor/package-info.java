/**
 * A turn in a compiled module: programs, actors, and the memory between guest code and machine.
 *
 * <p>Entry type: {@link org.skerry.wasm.actor.WasmProgram}. A program is shared by all threads; an actor belongs to one at a time. A
 * turn that sends nothing allocates nothing. Surprising: memory classes and their fields are public, because compiled guest code,
 * which lives in a class loader of its own, works on them directly.
 */
package org.skerry.wasm.actor;
