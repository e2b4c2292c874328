package io.github.enxame.node.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the jar's manifest. */
public final class Version implements IVersionProvider {
    /** The number alone; {@code dev} where there is no manifest. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Enxame " + number() + " (Java " + Runtime.version() + ")"};
    }
}
