package io.github.enxame.node.command;

import io.github.enxame.engine.storage.SharingOptions;
import picocli.CommandLine.Option;

/** The options that say which of what lies in a folder is shared. */
final class SharingOption {
    @Option(names = "--hidden", description = "Share hidden files of a folder too: names that begin with a dot.")
    private boolean hidden;

    @Option(
            names = "--follow-links",
            description =
                    "Share what symbolic links in a folder lead to, as if it lay there. Default: links are left out.")
    private boolean followLinks;

    SharingOptions options() {
        return new SharingOptions(hidden, followLinks);
    }

    /** The line that says which names others get otherwise. */
    static String renamed(String changes) {
        return "others get: " + changes + " (not every system takes the name)";
    }

    /** The line that says what was left out. */
    static String leftOut(String summary) {
        return "left out: " + summary;
    }
}
