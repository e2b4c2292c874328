package io.github.enxame.node.view;

import io.github.enxame.node.distance.PeerDistance;
import io.github.enxame.node.distance.PeerSearch;
import io.github.enxame.node.distance.TrackerAnswer;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.url.UrlParts;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the shapes that show how far peers are. */
public final class DistanceViews {
    private DistanceViews() {}

    /** All that was found and measured. */
    public static DistanceView of(Metainfo metainfo, PeerSearch.Found found, List<PeerDistance> measured) {
        return new DistanceView(
                metainfo.info().name(),
                metainfo.infoHash().hex(),
                found.peers().size(),
                measured.stream().map(DistanceViews::of).toList(),
                found.trackers().stream().map(DistanceViews::of).toList());
    }

    private static DistanceView.TrackerPart of(TrackerAnswer answer) {
        return new DistanceView.TrackerPart(
                UrlParts.shown(answer.tracker()),
                answer.peers(),
                answer.failure().orElse(null));
    }

    /** One peer. */
    public static DistanceView.PeerPart of(PeerDistance peer) {
        @Nullable Double rtt = millis(peer.minimumNanos());
        return new DistanceView.PeerPart(
                peer.address().toString(),
                peer.client(),
                peer.answered(),
                rtt,
                millis(peer.medianNanos()),
                peer.roundTripsNanos().size(),
                rtt == null ? null : Band.of(rtt).number(),
                peer.share().isPresent() ? (Double) peer.share().getAsDouble() : null,
                peer.failure().orElse(null));
    }

    private static @Nullable Double millis(OptionalLong nanos) {
        return nanos.isPresent() ? (Double) (Math.round(nanos.getAsLong() / 1e4) / 100.0) : null;
    }
}
