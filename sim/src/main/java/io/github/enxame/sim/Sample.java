package io.github.enxame.sim;

import io.github.enxame.engine.storage.Priority;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.NewFile;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A document of random bytes and its metainfo: what a simulated swarm shares. */
final class Sample {
    private static final String NAME = "sample.bin";
    private static final List<Priority> PRIORITIES = List.of(Priority.SKIP, Priority.NORMAL, Priority.HIGH);
    private static final String FOLDER_NAME = "samples";

    private final byte[] content;
    private final Metainfo metainfo;
    private final PieceLayout layout;

    private Sample(byte[] content, Metainfo metainfo) {
        this.content = content;
        this.metainfo = metainfo;
        this.layout = metainfo.info().layout();
    }

    /**
     * Makes one.
     *
     * @param ballast bytes that the info carries for nothing
     */
    static Sample of(
            int length, int pieceLength, MetainfoVersion version, int ballast, int files, RandomGenerator random) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        MetainfoBuilder builder = (files == 1
                        ? MetainfoBuilder.ofFile(NAME, length)
                        : MetainfoBuilder.ofFolder(FOLDER_NAME, split(length, files, random)))
                .pieceLength(pieceLength)
                .version(version)
                .trackers(List.of(List.of(SimTracker.URL)));
        ContentHasher hasher = builder.hasher();
        hasher.update(content, 0, content.length);
        Metainfo made = builder.build(hasher.finish());
        return new Sample(content, ballast == 0 ? made : with(made, ballast, random));
    }

    private static List<NewFile> split(int length, int count, RandomGenerator random) {
        List<NewFile> files = new ArrayList<>();
        int left = length;
        for (int i = 1; i <= count; i++) {
            int taken = i == count ? left : random.nextInt(2 * left / (count - i + 1));
            files.add(new NewFile(List.of(String.format(Locale.ROOT, "%02d.bin", i)), taken));
            left -= taken;
        }
        return files;
    }

    private static Metainfo with(Metainfo metainfo, int ballast, RandomGenerator random) {
        byte[] bytes = new byte[ballast];
        random.nextBytes(bytes);
        try {
            BDictionary top = (BDictionary) Bencode.decode(metainfo.encode(), BencodeLimits.MESSAGE);
            BDictionary info = top.dictionary("info").orElseThrow().with("x.ballast", BString.of(bytes));
            return Metainfo.parse(Bencode.encode(top.with("info", info)));
        } catch (BencodeException | MetainfoException e) {
            throw new IllegalStateException("a metainfo with one more key in its info is one", e);
        }
    }

    Metainfo metainfo() {
        return metainfo;
    }

    PieceLayout layout() {
        return layout;
    }

    byte[] content() {
        return content.clone();
    }

    /** Whether the files, finished or not, hold the right bytes of a piece. */
    boolean holds(Medium medium, Path folder, int piece) {
        return layout.extents(piece, 0, layout.pieceLength(piece)).stream().allMatch(extent -> {
            SimFile file = medium.find(at(folder, extent.file(), ""));
            if (file == null) {
                file = medium.find(at(folder, extent.file(), ".part"));
            }
            int offset = Math.toIntExact(extent.offset());
            int from = offset(extent.file()) + offset;
            return file != null && file.holds(offset, content, from, from + extent.length());
        });
    }

    private int offset(int file) {
        return Math.toIntExact(metainfo.info().files().get(file).offset());
    }

    private Path at(Path folder, int file, String ending) {
        Path root = folder.resolve(metainfo.info().name() + ending);
        return metainfo.info().singleFile()
                ? root
                : root.resolve(metainfo.info().files().get(file).path().getFirst());
    }

    /** Whether the wanted files are there under their names, whole and right, and no others that are not. */
    boolean finished(Medium medium, Path folder, Selection wanted) {
        List<FileEntry> files = metainfo.info().files();
        for (int i = 0; i < files.size(); i++) {
            SimFile file = medium.find(at(folder, i, ""));
            int length = Math.toIntExact(files.get(i).length());
            boolean right =
                    file != null && file.length() == length && file.holds(0, content, offset(i), offset(i) + length);
            if (!right && (file != null || wanted.wants(i))) {
                return false;
            }
        }
        return true;
    }

    /** Puts the finished files there. */
    void place(Medium medium, Path folder) {
        List<FileEntry> files = metainfo.info().files();
        for (int i = 0; i < files.size(); i++) {
            int end = Math.toIntExact(files.get(i).end());
            medium.put(at(folder, i, ""), SimFile.of(java.util.Arrays.copyOfRange(content, offset(i), end)));
        }
    }

    /** Some of its files, at least one, some of them before others. */
    Selection someOf(RandomGenerator random) {
        int files = metainfo.info().files().size();
        Selection selection = Selection.everything();
        for (int file = 0; file < files; file++) {
            selection = selection.with(file, PRIORITIES.get(random.nextInt(PRIORITIES.size())));
        }
        return selection.with(random.nextInt(files), Priority.NORMAL);
    }

    /** Whether these are the right bytes from {@code begin} of a piece. */
    boolean matches(int piece, int begin, java.nio.ByteBuffer data) {
        int offset = Math.toIntExact(layout.pieceOffset(piece)) + begin;
        return offset + data.remaining() <= content.length
                && data.duplicate().equals(java.nio.ByteBuffer.wrap(content, offset, data.remaining()));
    }

    /** The right bytes from {@code begin} of a piece. */
    byte[] block(int piece, int begin, int length) {
        int offset = Math.toIntExact(layout.pieceOffset(piece)) + begin;
        return java.util.Arrays.copyOfRange(content, offset, offset + length);
    }
}
