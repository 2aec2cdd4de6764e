/**
 * Whoever has taken over the control of a machine: what he is told to do, and what came of it. The same code attacks every machine.
 *
 * <p>Entry types: {@link org.skerry.model.attack.HostileAgent}, which gives the orders, and
 * {@link org.skerry.model.attack.ControlSurface}, which a machine wires: who obeys, how, and what the agent's bus reaches. The agent
 * runs on the component that it has taken over, on its thread. Cost: nothing between orders; a sweep of the bus some ten nanoseconds a
 * word. Surprising: nothing here knows which machine it is in, and an order without effect is no error: that it had none is the result.
 */
package org.skerry.model.attack;
