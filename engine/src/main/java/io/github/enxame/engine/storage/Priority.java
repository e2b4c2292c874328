package io.github.enxame.engine.storage;

import java.util.Arrays;
import java.util.Optional;

/** How much a file is wanted. */
public enum Priority {
    /** Not at all. */
    SKIP(0),
    /** Like others. */
    NORMAL(1),
    /** Before others. */
    HIGH(2);

    private final int code;

    Priority(int code) {
        this.code = code;
    }

    /** Its number in files. */
    int code() {
        return code;
    }

    /** The one with this number in files. */
    static Optional<Priority> of(int code) {
        return Arrays.stream(values()).filter(priority -> priority.code == code).findFirst();
    }
}
