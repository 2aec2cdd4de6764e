package org.skerry.view.chart;

import java.awt.Graphics2D;

/** Something that draws itself, the same on every canvas. */
interface Picture {
    /** Width in CSS pixels. */
    int width();

    /** Height in CSS pixels. */
    int height();

    /** Draws it; sets every font and colour, as defaults would need fonts of the system. */
    void paint(Graphics2D canvas);
}
