package io.github.enxame.engine.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What lies in a folder and is not shared with it; a folder that is left out counts once. Used by one thread. */
public final class LeftOut {
    /** Why something is left out. */
    enum Kind {
        HIDDEN("hidden"),
        OF_THE_SYSTEM("of the system"),
        LINK("links"),
        SPECIAL("special");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<Path> paths = new ArrayList<>();

    void add(Kind kind, Path path) {
        counts.merge(kind, 1, Integer::sum);
        paths.add(path);
    }

    /** What it is. */
    public List<Path> paths() {
        return List.copyOf(paths);
    }

    /** How much it is and why, as in {@code 5 (3 hidden, 2 links)}; empty where nothing was left out. */
    public Optional<String> summary() {
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(paths.size() + " ("
                        + counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey().words)
                                .collect(Collectors.joining(", "))
                        + ")");
    }
}
