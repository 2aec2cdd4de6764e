/**
 * Measures messages of the chip beside their closed forms: alone, across a large one, and past a full mailbox.
 *
 * <p>Entry type: {@link org.skerry.scenario.message.MessageFigures}. One thread. Cost: some milliseconds a figure. Surprising: what crosses
 * a large message is sent again and again at other cycles of it, since the worst of them is what the bound is about.
 */
package org.skerry.scenario.message;
