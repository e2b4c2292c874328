package io.github.enxame.node.command;

import io.github.enxame.engine.Receipt;
import io.github.enxame.node.demo.DemoRun;
import io.github.enxame.node.demo.Distance;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Palette;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.view.Band;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.PeerView;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.SectionView;
import java.util.ArrayList;
import java.util.List;

/** The lines that tell how the demo went: distances, who brought which section, and the integrity receipt. */
final class DemoReport {
    private static final int MOST_TITLE = 44;

    private DemoReport() {}

    static List<String> lines(DemoRun run, Palette palette) {
        List<String> lines = new ArrayList<>();
        DetailView detail = run.detail();
        lines.add("");
        lines.add(palette.strong("Complete in " + Figures.seconds(run.seconds()) + ", "
                + Figures.rate(Math.round(detail.length() / Math.max(run.seconds(), 1e-6)))));
        lines.add("");
        lines.add("Who brought how much");
        peers(detail, palette).lines().forEach(line -> lines.add("  " + line));
        if (Distance.ALL.stream().anyMatch(distance -> brought(detail, distance) == 0)) {
            lines.add("  Who brought nothing is too far: the others are done before its first block could be here.");
        }
        lines.add("");
        lines.add("Who brought which section, in bytes");
        sections(detail, palette).lines().forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add("Receipt");
        receipt(run, palette).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static Table peers(DetailView detail, Palette palette) {
        Table table = new Table("", "peer", ">distance", ">blocks", ">bytes", ">share");
        for (Distance distance : Distance.ALL) {
            PeerView peer = detail.peerList().stream()
                    .filter(candidate -> distance.name().equals(candidate.name()))
                    .findFirst()
                    .orElse(null);
            Double rtt = peer == null ? null : peer.rttMillis();
            long bytes = brought(detail, distance);
            table.row(
                    palette.mark(Band.of(distance.rttMillis())),
                    distance.name(),
                    rtt == null ? "–" : Figures.millis(rtt),
                    Figures.number(peer == null ? 0 : peer.blocks()),
                    Figures.number(bytes),
                    Figures.percent((double) bytes, (double) detail.length()));
        }
        return table;
    }

    /** What of the document came from there, without what came twice. */
    private static long brought(DetailView detail, Distance distance) {
        int band = Band.of(distance.rttMillis()).number();
        return detail.sections().stream()
                .mapToLong(section -> section.bands().get(band - 1))
                .sum();
    }

    private static Table sections(DetailView detail, Palette palette) {
        Table table = new Table(
                "section",
                ">words",
                ">bytes",
                ">" + palette.mark(Band.NEAR) + " near",
                ">" + palette.mark(Band.CITY) + " city",
                ">" + palette.mark(Band.COUNTRY) + " country",
                ">" + palette.mark(Band.ABROAD) + " abroad");
        for (SectionView section : detail.sections()) {
            List<Long> bands = section.bands();
            table.row(
                    title(section),
                    Figures.number(section.words()),
                    Figures.number(section.bytes()),
                    bytes(bands.get(0)),
                    bytes(bands.get(1)),
                    bytes(bands.get(2)),
                    bytes(bands.get(3)));
        }
        return table;
    }

    private static String bytes(long bytes) {
        return bytes == 0 ? "·" : Figures.number(bytes);
    }

    private static String title(SectionView section) {
        String title = section.spine()
                ? "(the spine: needed before any page)"
                : section.title().isEmpty() ? "(no title)" : section.title();
        return title.codePointCount(0, title.length()) <= MOST_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, MOST_TITLE - 1)) + "…";
    }

    private static List<String> receipt(DemoRun run, Palette palette) {
        ReceiptView receipt = run.detail().receipt();
        Receipt.FileDigests file = run.receipt().files().getFirst();
        boolean md5 = Boolean.TRUE.equals(receipt.md5().match());
        return List.of(
                "MD5      " + file.md5() + (md5 ? "  as promised" : "  NOT as promised"),
                "SHA-1    " + receipt.sha1().right() + " of " + receipt.sha1().total() + " pieces right",
                "SHA-256  " + file.sha256()
                        + (Boolean.TRUE.equals(receipt.sha256().match()) ? "  as promised" : "  NOT as promised"),
                "refused  " + Figures.count(receipt.refusedBlocks(), "block"),
                run.right()
                        ? palette.good("The document is the original, byte for byte.")
                        : palette.bad("The document is NOT the original."));
    }
}
