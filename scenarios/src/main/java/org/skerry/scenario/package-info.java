/** Scenario files, composition root and command line. */
package org.skerry.scenario;
