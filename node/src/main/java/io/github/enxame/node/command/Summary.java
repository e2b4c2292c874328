package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Palette;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.view.Band;
import io.github.enxame.node.view.ReportView;
import java.util.ArrayList;
import java.util.List;

/** The lines that tell how a download went. */
final class Summary {
    private Summary() {}

    /** The time, and who brought how much from how far. */
    static List<String> ofTransfer(ReportView report, long length, Palette palette) {
        List<String> lines = new ArrayList<>();
        Double verified = report.seconds().verified();
        if (verified != null) {
            lines.add(Figures.bytes(length) + " in " + Figures.seconds(verified) + ", "
                    + Figures.rate(Math.round(length / Math.max(verified, 1e-6))));
        }
        if (!report.peers().isEmpty()) {
            table(report, palette).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    /** The hashes of the file, where it is one, and whether they are right. */
    static List<String> ofHashes(ReportView report, Palette palette) {
        List<String> lines = new ArrayList<>();
        if (report.hashes().md5() != null) {
            lines.add("  MD5     " + report.hashes().md5());
            lines.add("  SHA-1   " + report.hashes().sha1());
            lines.add("  SHA-256 " + report.hashes().sha256());
        }
        lines.add(
                report.hashes().match()
                        ? palette.good("  Every hash is as promised.")
                        : palette.bad("  The hashes are not as promised."));
        return lines;
    }

    private static Table table(ReportView report, Palette palette) {
        double total =
                report.peers().stream().mapToLong(ReportView.PeerPart::bytes).sum();
        Table table = new Table("", ">distance", "peer", "client", ">blocks", ">bytes", ">share");
        for (ReportView.PeerPart peer : report.peers()) {
            Double rtt = peer.rttMillis();
            table.row(
                    rtt == null ? " " : palette.mark(Band.of(rtt)),
                    rtt == null ? "–" : Figures.millis(rtt),
                    peer.address(),
                    peer.client(),
                    Figures.number(peer.blocks()),
                    Figures.number(peer.bytes()),
                    Figures.percent((double) peer.bytes(), total));
        }
        return table;
    }
}
