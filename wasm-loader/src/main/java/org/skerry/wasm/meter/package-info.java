/**
 * Instruction accounting: rewrites a module so that it counts, bounds and canonicalises itself, and compiles it.
 *
 * <p>Entry types: {@link org.skerry.wasm.meter.Rewriter}, {@link org.skerry.wasm.meter.ModuleCompiler}; the counters at run time are
 * {@link org.skerry.wasm.meter.Meter}. Rewriting is linear in the module and keeps no state. Surprising: loads, stores and
 * instructions are counted in one local variable, by one addition per stretch of straight code.
 */
package org.skerry.wasm.meter;
