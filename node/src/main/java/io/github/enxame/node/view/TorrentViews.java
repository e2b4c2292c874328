package io.github.enxame.node.view;

import io.github.enxame.node.torrent.SwarmCount;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.SafeText;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the shapes that show a metainfo. */
public final class TorrentViews {
    private TorrentViews() {}

    /** What a .torrent says. */
    public static InspectView inspect(Metainfo metainfo) {
        Info info = metainfo.info();
        return new InspectView(
                info.name(),
                info.contentLength(),
                info.pieceLength(),
                metainfo.infoHashV1().map(InfoHash::hex).orElse(null),
                metainfo.infoHashV2().map(InfoHash::hex).orElse(null),
                info.md5().orElse(null),
                info.sha256().orElse(null),
                IntStream.range(0, info.files().size())
                        .filter(index -> !info.files().get(index).isPad())
                        .mapToObj(index -> new InspectView.FilePart(
                                index,
                                String.join("/", info.files().get(index).path()),
                                info.files().get(index).length()))
                        .toList(),
                info.plan().map(TorrentViews::sections).orElse(List.of()),
                info.isPrivate(),
                metainfo.trackers().stream()
                        .flatMap(List::stream)
                        .map(UrlParts::shown)
                        .toList(),
                metainfo.peers().stream().map(Object::toString).toList(),
                metainfo.webSeeds().stream().map(UrlParts::shown).toList(),
                metainfo.unusableUrls().stream().map(TorrentViews::unusable).toList(),
                metainfo.bytesAfter(),
                null);
    }

    /** What cannot be used, fit to be shown. */
    public static InspectView.UnusablePart unusable(UnusableUrl url) {
        return new InspectView.UnusablePart(
                url.use().word(),
                SafeText.clean(url.text(), UnusableUrl.MAX_TEXT_LENGTH),
                url.reason().name().toLowerCase(Locale.ROOT),
                url.reason().text());
    }

    /** A sentence about what cannot be used. */
    public static String sentence(UnusableUrl url) {
        InspectView.UnusablePart part = unusable(url);
        return "One " + part.use() + " cannot be used: " + part.url() + " (" + part.reason() + ").";
    }

    /** What a tracker counts. */
    public static InspectView.CountPart count(SwarmCount count) {
        Optional<ScrapeReply.Counts> counts = count.counts();
        return new InspectView.CountPart(
                UrlParts.shown(count.tracker()),
                counts.map(ScrapeReply.Counts::seeds).orElse(null),
                counts.map(ScrapeReply.Counts::leeches).orElse(null),
                counts.map(ScrapeReply.Counts::completed).orElse(null),
                counts.isPresent() ? null : count.failure());
    }

    private static List<InspectView.SectionPart> sections(SectionPlan plan) {
        List<InspectView.SectionPart> parts = new ArrayList<>();
        for (Section section : plan.sections()) {
            boolean spine = plan.spine() && parts.isEmpty();
            parts.add(new InspectView.SectionPart(section.title(), section.words(), section.bytes(), spine));
        }
        return parts;
    }
}
