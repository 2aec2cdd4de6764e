package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.scenario.load.Catalog;
import org.skerry.scenario.load.ChaosFile;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.preset.Preset;
import org.skerry.scenario.spec.Opponent;
import org.skerry.scenario.validate.Suite;

/** What a shell offers for an argument; files are always offered where nothing of this matches. */
final class Candidates {
    private Candidates() {}

    /** Names of the built-in scenarios. */
    static final class Scenarios extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Scenarios() {
            super(Catalog.scenarios());
        }
    }

    /** What an opponent of a chip can be equal in. */
    static final class Opponents extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Opponents() {
            super(Opponent.Rule.words());
            add(AgainstOption.NONE);
        }
    }

    /** Names of the built-in guests. */
    static final class Guests extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Guests() {
            super(Catalog.guests());
        }
    }

    /** What can be listed. */
    static final class Topics extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Topics() {
            super(ListCommand.TOPICS);
        }
    }

    /** Networks of chips that were built. */
    static final class Presets extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Presets() {
            super(Preset.names());
        }
    }

    /** Models of networks. */
    static final class NetworkModels extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        NetworkModels() {
            super(NetworkModel.words());
        }
    }

    /** What can be validated. */
    static final class Suites extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Suites() {
            super(Suite.names());
        }
    }

    /** Built-in experiments about noisy neighbours. */
    static final class Noises extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Noises() {
            super(NoiseFile.builtIn());
        }
    }

    /** Built-in chaos experiments. */
    static final class Chaoses extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Chaoses() {
            super(ChaosFile.builtIn());
        }
    }

    /** Levels of a trace. */
    static final class Traces extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Traces() {
            super(RunCommand.LEVELS);
        }
    }

    /** Shells for which there is a script. */
    static final class Shells extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Shells() {
            super(List.of("bash", "zsh"));
        }
    }
}
