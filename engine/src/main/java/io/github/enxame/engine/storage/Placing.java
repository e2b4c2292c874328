package io.github.enxame.engine.storage;

import io.github.enxame.engine.storage.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Gives files of a torrent their final names one by one, where not all of it is wanted. What other files have of pieces at
 * their borders stays below the unfinished name, so nothing lies at a final name but whole files. Used with the journal held.
 */
final class Placing {
    private final StoredTorrent torrent;
    private final Journal journal;

    Placing(StoredTorrent torrent, Journal journal) {
        this.torrent = torrent;
        this.journal = journal;
    }

    /**
     * Moves these whole files, unless they were moved before. A file that somebody else put there is not touched.
     *
     * @throws StoreException with {@link Reason#DIFFERENT_FILE} where one is in the way
     */
    void place(List<Integer> files) throws StoreException {
        Places places = torrent.places();
        List<Integer> left =
                files.stream().filter(file -> !places.isPlaced(file)).toList();
        if (left.isEmpty()) {
            return;
        }
        Path at = places.whole();
        try {
            if (!journal.singly() && torrent.disk().look(at).kind() != FileFacts.Kind.NOTHING) {
                throw inTheWay(at);
            }
            journal.giveSingly();
            for (int file : left) {
                at = places.file(places.whole(), file);
                places.checkFolders(places.whole(), file);
                if (torrent.disk().look(at).kind() != FileFacts.Kind.NOTHING) {
                    throw inTheWay(at);
                }
                places.place(file);
            }
        } catch (IOException e) {
            StoreException error = StoreErrors.of(e, at, "given its final name", torrent.disk());
            throw error.reason() == Reason.DIFFERENT_FILE ? inTheWay(at) : error;
        }
    }

    private StoreException inTheWay(Path path) {
        return new StoreException(
                Reason.DIFFERENT_FILE,
                "What is wanted of \"" + torrent.name() + "\" is complete, but something else is at " + path
                        + " and was not touched. The download is kept at "
                        + torrent.places().part()
                        + ". Move or rename the other file, then start again.",
                null);
    }

    /** Deletes the folders below the unfinished name that nothing is in. */
    void removeEmptyFolders() {
        Places places = torrent.places();
        TreeSet<Path> folders = new TreeSet<>();
        try {
            for (int file : places.stored()) {
                Path folder = places.file(places.part(), file).getParent();
                while (folder != null && folder.startsWith(places.part())) {
                    folders.add(folder);
                    folder = folder.getParent();
                }
            }
            for (Path folder : folders.descendingSet()) {
                if (torrent.disk().look(folder).kind() == FileFacts.Kind.FOLDER) {
                    torrent.disk().delete(folder);
                }
            }
        } catch (IOException | StoreException e) {
            System.getLogger(Placing.class.getName())
                    .log(System.Logger.Level.DEBUG, places.part() + " stays, as something is in it: " + e);
        }
    }

    /** What lies at the final names of the files that were moved; nothing for the others. In the order of stored files. */
    List<FileFacts> facts() throws StoreException {
        return facts(torrent, torrent.places().placed());
    }

    /** What lies at the final names of some files; nothing for the others. In the order of {@link Places#stored()}. */
    static List<FileFacts> facts(StoredTorrent torrent, BitSet files) throws StoreException {
        Places places = torrent.places();
        List<FileFacts> facts = new ArrayList<>();
        for (int file : places.stored()) {
            Path path = places.file(places.whole(), file);
            try {
                facts.add(files.get(file) ? torrent.disk().look(path) : FileFacts.NOTHING);
            } catch (IOException e) {
                throw StoreErrors.of(e, path, "read", torrent.disk());
            }
        }
        return facts;
    }
}
