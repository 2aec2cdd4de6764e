/**
 * The flit-level mesh of a machine parts of which die while it runs, and whose links lose and spoil flits.
 *
 * <p>Entry type: {@link org.skerry.noc.survive.SurvivingNetwork}. What breaks does so at its cycle; what is on it is lost. So many cycles
 * later the network knows, throws away what is under way, and goes on with routes round what is dead; each interface has kept what it sent
 * until it was acknowledged, and sends it again, so that between pairs that any way is left for nothing is lost, doubled or overtaken. What
 * has no way left goes back to who sent it, and everybody hears who is gone. One thread. Cost: about twice that of
 * {@link org.skerry.noc.mesh}, which knows nothing of all this. Under time division each domain has a plane to itself, and
 * where waves no longer fit the routes all get new slots. Surprising: without a fault it has the same timing to
 * the cycle.
 */
package org.skerry.noc.survive;
