package io.github.enxame.engine.storage;

/**
 * Which of what lies in a folder is shared.
 *
 * @param hidden whether files and folders whose names begin with a dot are
 * @param followLinks whether what symbolic links lead to is, as if it lay there
 */
public record SharingOptions(boolean hidden, boolean followLinks) {
    /** Neither hidden files nor what links lead to. */
    public static final SharingOptions NONE = new SharingOptions(false, false);
}
