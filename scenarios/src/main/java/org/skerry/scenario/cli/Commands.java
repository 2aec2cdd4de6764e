package org.skerry.scenario.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands and gives them their session. */
final class Commands implements IFactory {
    private final Session session;

    Commands(Session session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(session));
        }
        if (type == CompareCommand.class) {
            return type.cast(new CompareCommand(session));
        }
        if (type == ReportCommand.class) {
            return type.cast(new ReportCommand(session));
        }
        if (type == CompletionCommand.class) {
            return type.cast(new CompletionCommand(session));
        }
        if (type == DemoCommand.class) {
            return type.cast(new DemoCommand(session));
        }
        if (type == InspectCommand.class) {
            return type.cast(new InspectCommand(session));
        }
        if (type == CallCommand.class) {
            return type.cast(new CallCommand(session));
        }
        if (type == NocCommand.class) {
            return type.cast(new NocCommand(session));
        }
        if (type == IsolationCommand.class) {
            return type.cast(new IsolationCommand(session));
        }
        if (type == NoiseCommand.class) {
            return type.cast(new NoiseCommand(session));
        }
        if (type == ChaosCommand.class) {
            return type.cast(new ChaosCommand(session));
        }
        if (type == ValidateCommand.class) {
            return type.cast(new ValidateCommand(session));
        }
        if (type == ListCommand.class) {
            return type.cast(new ListCommand(session));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
