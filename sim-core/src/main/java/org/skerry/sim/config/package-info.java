/**
 * What a configuration record needs to be impossible to get wrong: range checks, quantities with units, and the exception a
 * user sees.
 *
 * <p>Entry type: {@link org.skerry.sim.config.Check}, called from compact constructors. Everything here is stateless and safe
 * from any thread; cost does not matter, it runs once per configuration. Surprising: messages are part of the interface. They
 * name the path of the value in the file, the broken rule with both numbers, and end with an instruction.
 */
package org.skerry.sim.config;
