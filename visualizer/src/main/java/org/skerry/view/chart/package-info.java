/**
 * Figures from plain numbers, as SVG for a page and PNG beside it.
 *
 * <p>Entry type: {@link org.skerry.view.chart.Charts} draws a {@link org.skerry.view.chart.Figure}: a chart, the load of a mesh or
 * a map of memory. Any thread; half a second for the first figure, most of it loading classes, then some ten milliseconds
 * each. Surprising: this package brings its own font and tells AWT not to look for others, by setting the system property
 * {@code sun.awt.fontconfig} on Linux unless somebody has; so pictures are the same bytes on every host, also on one without any
 * font.
 */
package org.skerry.view.chart;
