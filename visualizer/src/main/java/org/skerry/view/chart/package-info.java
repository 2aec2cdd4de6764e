/**
 * Charts from plain numbers, as SVG for a page and PNG beside it.
 *
 * <p>Entry type: {@link org.skerry.view.chart.Charts}. Stateless, any thread; some hundred milliseconds for the first chart,
 * most of it loading fonts. Surprising: a machine without any fonts cannot draw with AWT at all; there {@code Charts} falls
 * back to a plain drawing that leaves fonts to the browser, and there is no PNG.
 */
package org.skerry.view.chart;
