/**
 * Which way packets go through a mesh, and the proof that they cannot block each other for ever.
 *
 * <p>Entry types: {@link org.skerry.noc.routing.Routing} with {@link org.skerry.noc.routing.DimensionOrder}, and
 * {@link org.skerry.noc.routing.ChannelDependencies}, which refuses a routing whose links can wait for each other in a circle. All
 * of it is immutable and may be used by any thread. Cost: a few comparisons a route; the proof looks at every pair of routers of a
 * small mesh once, when a network is built. Surprising: nothing outside asks which routing it is; the proof follows the routes.
 */
package org.skerry.noc.routing;
