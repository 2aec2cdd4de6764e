/** Simulation kernel, actor contract, machine contract, statistics, trace and digest. */
package org.skerry.sim;
