/**
 * One run of a scenario on one machine, what it is judged by, and the folder it is written to.
 *
 * <p>Entry types: {@link org.skerry.scenario.run.Runner} runs, {@link org.skerry.scenario.run.ResultFolder} writes. Used by one
 * thread, except {@link org.skerry.scenario.run.StopSwitch}. Surprising: what is written holds no wall time and no thread count,
 * so that equal seeds give equal files on every computer; what the host needed goes into {@code host.json} alone.
 */
package org.skerry.scenario.run;
