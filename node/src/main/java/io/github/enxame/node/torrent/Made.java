package io.github.enxame.node.torrent;

import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A .torrent that was made here.
 *
 * @param title what people call the document
 * @param folder the folder that the shared file or folder lies in
 * @param shortfall why its sections are poorer than they could be, without a full stop; empty where nothing went wrong
 * @param leftOut what lies in the folder and is not shared, as in {@code 5 (3 hidden, 2 links)}; empty for nothing
 */
public record Made(Metainfo metainfo, String title, Path folder, Optional<String> shortfall, Optional<String> leftOut) {
    /** Which names others get otherwise, as not every system takes them or tells them apart; empty for none. */
    public Optional<String> renamed() {
        Info info = metainfo.info();
        List<String> changes = new ArrayList<>();
        info.givenName().ifPresent(name -> changes.add(change(name.text(), info.name())));
        for (FileEntry file : info.files()) {
            if (!info.singleFile() && file.givenPath().isPresent()) {
                List<String> given =
                        file.givenPath().get().stream().map(BString::text).toList();
                changes.add(change(String.join("/", given), String.join("/", file.path())));
            }
        }
        int more = changes.size() - 1;
        return changes.stream()
                .findFirst()
                .map(first ->
                        first + (more == 0 ? "" : more == 1 ? ", and 1 name more" : ", and " + more + " names more"));
    }

    private static String change(String given, String safe) {
        return SafeText.clean(given) + " as " + safe;
    }
}
