/**
 * Programs written as one Java method, for experiments that are about machines and not about guests. Entry: {@link
 * org.skerry.scenario.program.NativeProgram}. Immutable and shared by the actors made from it; what an actor keeps lies in its linear memory, so
 * that machines save it. A turn costs what the method charges. Nothing meters it: a program here is trusted as much as the simulator.
 */
package org.skerry.scenario.program;
