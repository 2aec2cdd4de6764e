/**
 * What finished runs have to say, as rows of a table and as one page that needs nothing but a browser.
 *
 * <p>Entry types: {@link org.skerry.view.report.Report} holds the facts, {@link org.skerry.view.report.ReportPage} writes the
 * page, {@link org.skerry.view.report.Summary} the rows that page and terminal share. Stateless, any thread. Surprising: nothing
 * here knows a machine; rows appear because a run has a metric of that name. Texts that come from guests or scenarios are
 * escaped, also where they look harmless.
 */
package org.skerry.view.report;
