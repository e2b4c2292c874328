package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.engine.swarm.WantedCount;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
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
    /** Counts; called on the loop. {@code length} and {@code verified} are those of all files. */
    static WantedBytes of(Swarm swarm, long length, long verified) {
        Optional<Info> known = swarm.subject().metainfo().map(Metainfo::info);
        if (known.isEmpty()) {
            return new WantedBytes(length, verified, List.of());
        }
        Selection selection = swarm.choice().selection();
        List<FileSnapshot> files =
                new FileSnapshots(known.get(), selection, swarm.holdings().verifiedNow());
        WantedCount wanted = swarm.holdings().wanted().of(selection);
        if (wanted.isEverything()) {
            return new WantedBytes(length, verified, files);
        }
        boolean checking = swarm.life().phase() instanceof SwarmPhase.Checking;
        return new WantedBytes(
                wanted.bytes(), checking ? Math.min(verified, wanted.bytes()) : wanted.verifiedBytes(), files);
    }
}
