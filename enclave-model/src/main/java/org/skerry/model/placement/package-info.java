/**
 * Where actors go: which enclave of a chip gets which actor of a plan, by the policy that the scenario names.
 *
 * <p>Entry types: {@link org.skerry.model.placement.PlacementPolicy} and {@link org.skerry.model.placement.PlacementProblem}. Pure functions
 * over records, on one thread, before the first cycle. Cost: the search for few hops looks at each connection some hundred times, all others at
 * each actor once. Surprising: the search draws random numbers, from a stream of the run's seed, so that another seed may place otherwise.
 */
package org.skerry.model.placement;
