/**
 * Modules that are no actors: libraries whose exports are called one by one, metered and bounded as actors are.
 *
 * <p>Entry type: {@link org.skerry.wasm.library.Library}. Used by one thread. Surprising: there is no machine; memory is plain, time
 * stands still, and whatever a module imports that no interface offers is refused unless an answer for it was given.
 */
package org.skerry.wasm.library;
