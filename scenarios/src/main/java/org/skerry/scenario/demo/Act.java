package org.skerry.scenario.demo;

import java.util.List;

/** A part of the demo that has been played. */
interface Act {
    /** What it shows, in a few words. */
    String name();

    /** What is going on in it, a few sentences that are true whatever comes out. */
    String about();

    /** What ran in it. */
    List<Experiment> experiments();

    /** What the viewer expected of it; empty if nothing was asked. */
    List<Prediction> predictions();

    /** What came out, a sentence or two each. */
    List<String> findings();
}
