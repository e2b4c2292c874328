package io.github.enxame.engine.storage;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of one torrent that one thread holds open: the last few used, so that a torrent may have thousands. */
final class OpenFiles {
    /** Most files open at once. */
    static final int LIMIT = 32;

    private final Places places;
    private final LinkedHashMap<Integer, Content> contents = new LinkedHashMap<>(16, 0.75f, true);

    OpenFiles(Places places) {
        this.places = places;
    }

    /** The content of the file with this index, opened if it is not open. */
    Content content(int file) throws IOException {
        Content content = contents.get(file);
        if (content == null) {
            makeRoom();
            content = places.open(file);
            contents.put(file, content);
        }
        return content;
    }

    private void makeRoom() throws IOException {
        while (contents.size() >= LIMIT) {
            Map.Entry<Integer, Content> eldest = contents.firstEntry();
            contents.remove(eldest.getKey());
            eldest.getValue().close();
        }
    }

    /** Closes all; they may be opened again. The first failure is reported once all were tried. */
    void close() throws IOException {
        IOException failure = null;
        for (Content content : contents.values()) {
            try {
                content.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        contents.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
