/** Everything that a person looks at: reports, charts, traces. */
package org.skerry.view;
