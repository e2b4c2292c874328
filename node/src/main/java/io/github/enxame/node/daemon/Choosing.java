package io.github.enxame.node.daemon;

import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.engine.storage.Priority;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.FileChoice;
import io.github.enxame.node.view.SelectionWanted;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files of a holding are downloaded, and what of them first. Safe on any thread. */
public final class Choosing {
    private static final System.Logger LOGGER = System.getLogger(Choosing.class.getName());

    private final Holding holding;

    Choosing(Holding holding) {
        this.holding = holding;
    }

    /**
     * Downloads these of its files, and reads these of its sections first, from now on.
     *
     * @throws ProblemException when it is not known what is in it, or it has no such files or sections
     */
    public void choose(SelectionWanted wanted) throws ProblemException {
        Info info = holding.requireMetainfo().info();
        int count = info.files().size();
        List<Integer> files = wanted.files();
        requireBelow(count, "file", files);
        requireBelow(count, "file", wanted.first());
        requireBelow(info.plan().map(plan -> plan.sections().size()).orElse(0), "section", wanted.sections());
        if (files != null) {
            Selection chosen = chosen(files, wanted.below());
            List<Integer> first = wanted.first();
            select(
                    first == null
                            ? chosen
                            : chosen.with(first.stream().filter(chosen::wants).toList(), Priority.HIGH));
        }
        List<Integer> sections = wanted.sections();
        Torrent working = holding.torrent();
        if (sections != null && working != null) {
            working.readFirst(sections.stream().limit(SectionPlan.MAX_SECTIONS).toList());
        }
    }

    private void requireBelow(int count, String what, @Nullable List<Integer> indexes) throws ProblemException {
        if (indexes != null) {
            for (int index : indexes) {
                if (index < 0 || index >= count) {
                    throw new ProblemException(
                            "bad_request",
                            holding.name() + " has no " + what + " with the index " + index + "; it has " + count
                                    + ", and the first has the index 0.");
                }
            }
        }
    }

    /** These files, and no others below an index; above it what was chosen before. */
    private Selection chosen(List<Integer> files, @Nullable Integer below) {
        Torrent working = holding.torrent();
        if (below == null || below <= 0 || working == null) {
            return Selection.only(files);
        }
        return working.snapshot()
                .selection()
                .with(0, below - 1, Priority.SKIP)
                .with(files.stream().filter(file -> file < below).toList(), Priority.NORMAL);
    }

    /**
     * Downloads these of its files from now on.
     *
     * @throws ProblemException {@code no_such_file} when it has none of them
     */
    void select(Selection wanted) throws ProblemException {
        Info info = holding.requireMetainfo().info();
        Torrent working = holding.torrent();
        if (wanted.files(info).findAny().isEmpty()) {
            throw new ProblemException(
                    "no_such_file",
                    "None of the files of " + holding.name() + " is chosen. Choose at least one.",
                    "name",
                    holding.name());
        }
        if (working == null || working.snapshot().selection().equals(wanted)) {
            return;
        }
        working.select(wanted);
        if (working.snapshot().state() != TorrentState.SEEDING) {
            holding.remember(LibraryEntry::unproven);
        }
        var _ = working.completion().thenRunAsync(holding.proving()::begin);
    }

    /** Downloads these of its files as soon as its peers have told what is in it. */
    void onceKnown(FileChoice files) {
        Torrent working = holding.torrent();
        if (working != null) {
            var _ = working.metadata().thenAcceptAsync(metainfo -> {
                try {
                    working.select(files.of(metainfo.info()));
                } catch (ProblemException e) {
                    LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
                }
            });
        }
    }

    /** Downloads these of its files beside those that it downloads already. */
    void also(Selection more) throws ProblemException {
        Torrent working = holding.torrent();
        if (working == null) {
            return;
        }
        Selection now = working.snapshot().selection();
        select(now.with(
                more.files(holding.requireMetainfo().info())
                        .filter(file -> !now.wants(file))
                        .boxed()
                        .toList(),
                Priority.NORMAL));
    }
}
