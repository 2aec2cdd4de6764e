package org.skerry.sim.config;

/** A mistake of the user in a configuration. Only its message is shown: what was read, the rule it broke, what to do. */
public sealed class ConfigException extends RuntimeException permits CapacityException {
    private static final long serialVersionUID = 1L;

    /** A mistake described by {@code message}, whose last sentence is an instruction. */
    public ConfigException(String message) {
        super(message);
    }

    /** A mistake found while something else was tried; {@code cause} is for the log, not for the user. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
