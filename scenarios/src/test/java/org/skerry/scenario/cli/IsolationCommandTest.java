package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IsolationCommandTest {
    @Test
    void tenantsOfADividedChipCannotTellAndThoseOfAnotherCan() {
        Skerry divided = Skerry.run("isolation", "tenants", "--cycles", "4000");
        assertEquals(ExitCode.DONE, divided.code(), divided.err());
        assertTrue(divided.out().contains("8 of 8 traces are equal to the last bit"), divided.out());
        Skerry open = Skerry.run("isolation", "tenants", "--machine", "open", "--cycles", "4000", "--json");
        assertEquals(ExitCode.FAILED, open.code(), open.err());
        assertTrue(open.out().contains("\"cause\" : \"the mesh"), open.out());
    }

    @Test
    void aScenarioOfOneDomainHasNothingToCompare() {
        Skerry refused = Skerry.run("isolation", "ring");
        assertEquals(ExitCode.WRONG_INPUT, refused.code());
        assertTrue(refused.err().contains("no two trust domains"), refused.err());
        assertTrue(Skerry.run("isolation", "tenants", "--cycles", "0").err().contains("--cycles=0"));
    }
}
