package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How much of a torrent is wanted, and what of it is here.
 *
 * @param bytes bytes of the wanted files
 * @param verified those of them that are verified
 * @param files each file of the metainfo
 */
record WantedBytes(long bytes, long verified, List<FileSnapshot> files) {
    WantedBytes {
        files = List.copyOf(files);
    }

    /** Counts; called on the loop. {@code length} and {@code verified} are those of all files. */
    static WantedBytes of(Swarm swarm, long length, long verified) {
        Optional<Info> known = swarm.subject().metainfo().map(Metainfo::info);
        if (known.isEmpty()) {
            return new WantedBytes(length, verified, List.of());
        }
        Info info = known.get();
        Selection selection = swarm.choice().selection();
        BitSet pieces = swarm.holdings().picker().verified();
        List<FileSnapshot> files = new ArrayList<>();
        long wanted = 0;
        long here = 0;
        for (int file = 0; file < info.files().size(); file++) {
            long bytes = Selection.bytesOf(info, file, pieces);
            files.add(new FileSnapshot(selection.of(file), bytes));
            if (!info.files().get(file).isPad() && selection.wants(file)) {
                wanted += info.files().get(file).length();
                here += bytes;
            }
        }
        if (selection.isAllOf(info)) {
            return new WantedBytes(length, verified, files);
        }
        boolean checking = swarm.life().phase() instanceof SwarmPhase.Checking;
        return new WantedBytes(wanted, checking ? Math.min(verified, wanted) : here, files);
    }
}
