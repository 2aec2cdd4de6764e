/**
 * The contract (docs/CONTRACT.md) as guests see it: rules, each a small deployment of committed WebAssembly modules and what must come
 * of it, for whoever builds a machine. Entry types: {@link org.skerry.scenario.contract.RuleBook} lists the rules, {@link
 * org.skerry.scenario.contract.Compliance} runs them. One thread; a rule takes milliseconds. Surprising: rules judge what actors wrote
 * and how the run ended, and nothing else, so that a machine needs no other way to be looked at.
 */
package org.skerry.scenario.contract;
