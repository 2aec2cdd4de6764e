/**
 * Links between routers that lie outside of the routers, so that they can be watched or can fail.
 *
 * <p>Entry types: {@link org.skerry.noc.link.LinkLayer} and its two kinds: {@link org.skerry.noc.link.PlainLinks}, which do what links
 * inside of the routers do, and {@link org.skerry.noc.link.RepeatingLinks}, which die, get stuck, spoil flits, notice and send them again. One
 * thread, that of the routers. Cost: a call for each flit and link, which networks without a layer do not pay: their routers know nothing of
 * it. Surprising: routers take a link layer for the border of their partition, and every link for one that crosses it.
 */
package org.skerry.noc.link;
