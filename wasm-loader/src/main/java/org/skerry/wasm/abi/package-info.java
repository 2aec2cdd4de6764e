/**
 * The guest interfaces: what a module may import, over {@link org.skerry.sim.actor.Turn}.
 *
 * <p>Entry type: {@link org.skerry.wasm.abi.SkerryV1}. Host functions run on the guest's thread; two of them hold it. A call costs
 * some 10 ns and what it copies. Surprising: nothing here knows which machine answers.
 */
package org.skerry.wasm.abi;
