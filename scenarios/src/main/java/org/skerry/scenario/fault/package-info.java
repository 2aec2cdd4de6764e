/**
 * What faults do to machines, measured: who still reaches whom when parts of a mesh are dead, and whose bytes a flipped bit changes.
 *
 * <p>Entry types: {@link org.skerry.scenario.fault.ReachableRun} and {@link org.skerry.scenario.fault.FlipCampaign}. One thread. Cost: a
 * run of a machine for each set of faults and each injection. Surprising: nothing here decides what is masked, detected or silent; two runs
 * are compared.
 */
package org.skerry.scenario.fault;
