/** Turns a WebAssembly module into a program that any machine can run. */
package org.skerry.wasm;
