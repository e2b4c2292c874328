package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies where a torrent's files should, in short: two looks that differ mean that it is worth opening it again. */
public final class PlaceLook {
    /** Most files that are looked at. */
    static final int MAX_FILES = 256;

    private PlaceLook() {}

    /**
     * Looks at a torrent's finished and unfinished files. Call it on a lane of the disk.
     *
     * @param folder the folder that holds the file or folder named in the metainfo
     */
    public static List<FileFacts> of(Disk disk, Path folder, Info info) throws IOException, StoreException {
        Places places = Places.of(disk, folder, info);
        List<FileFacts> facts = new ArrayList<>();
        facts.add(disk.look(places.whole()));
        facts.add(disk.look(places.part()));
        facts.add(disk.look(places.journal()));
        for (int file : places.stored().stream().limit(MAX_FILES).toList()) {
            facts.add(disk.look(places.file(places.whole(), file)));
            facts.add(disk.look(places.file(places.part(), file)));
        }
        return facts;
    }

    /** Whether anything was found at the finished or the unfinished place itself, which are looked at first. */
    public static boolean hasContent(List<FileFacts> found) {
        return found.stream().limit(2).anyMatch(facts -> facts.kind() != FileFacts.Kind.NOTHING);
    }
}
