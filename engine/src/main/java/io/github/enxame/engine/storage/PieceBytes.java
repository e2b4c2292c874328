package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Reads and writes pieces across the files they lie in. Pad files are not stored and read as zeros. Used by one thread. */
final class PieceBytes {
    private final StoredTorrent torrent;
    private final OpenFiles files;
    private int changes;

    PieceBytes(StoredTorrent torrent) {
        this.torrent = torrent;
        this.files = new OpenFiles(torrent.disk().openFiles(), torrent.places());
    }

    /** Writes all that remains in {@code data}. */
    void write(int piece, int begin, ByteBuffer data) throws StoreException {
        int start = data.position();
        int end = data.limit();
        int at = start;
        for (Extent extent : torrent.layout().extents(piece, begin, end - start)) {
            data.limit(at + extent.length()).position(at);
            at += extent.length();
            if (!isPad(extent)) {
                writeFile(extent.file(), content -> content.write(data, extent.offset()));
            }
        }
        data.limit(end).position(end);
    }

    /** Writes all that remains in these blocks, which lie one behind the other from {@code begin} on. */
    void write(int piece, int begin, ByteBuffer[] blocks) throws StoreException {
        int length = 0;
        for (ByteBuffer block : blocks) {
            length += block.remaining();
        }
        List<Extent> extents = torrent.layout().extents(piece, begin, length);
        if (extents.size() == 1 && !isPad(extents.getFirst())) {
            Extent extent = extents.getFirst();
            writeFile(extent.file(), content -> content.write(blocks, extent.offset()));
            return;
        }
        int at = begin;
        for (ByteBuffer block : blocks) {
            int blockLength = block.remaining();
            write(piece, at, block);
            at += blockLength;
        }
    }

    private void writeFile(int file, OpenFiles.Use writing) throws StoreException {
        try {
            files.use(file, content -> {
                if (torrent.places().isSized(file)
                        && content.length() < torrent.file(file).length()) {
                    throw new ShortenedFileException(torrent.places().currentFile(file));
                }
                writing.with(content);
            });
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().currentFile(file), "written", torrent.disk());
        }
    }

    /** Fills {@code bytes} from 0 up to {@code length}. */
    void read(int piece, int begin, byte[] bytes, int length) throws StoreException {
        read(piece, begin, ByteBuffer.wrap(bytes, 0, length));
    }

    /** Fills all that remains in these, which lie one behind the other from {@code begin} on. */
    void read(int piece, int begin, ByteBuffer[] blocks) throws StoreException {
        int length = 0;
        for (ByteBuffer block : blocks) {
            length += block.remaining();
        }
        List<Extent> extents = torrent.layout().extents(piece, begin, length);
        if (extents.size() == 1 && !isPad(extents.getFirst())) {
            Extent extent = extents.getFirst();
            readFile(extent, content -> content.read(blocks, extent.offset()));
            return;
        }
        int at = begin;
        for (ByteBuffer block : blocks) {
            int blockLength = block.remaining();
            read(piece, at, block);
            at += blockLength;
        }
    }

    private void read(int piece, int begin, ByteBuffer into) throws StoreException {
        int end = into.limit();
        int at = into.position();
        for (Extent extent : torrent.layout().extents(piece, begin, end - at)) {
            into.limit(at + extent.length()).position(at);
            at += extent.length();
            if (isPad(extent)) {
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
            } else {
                readFile(extent, content -> content.read(into, extent.offset()));
            }
        }
        into.limit(end);
    }

    private void readFile(Extent extent, OpenFiles.Use reading) throws StoreException {
        try {
            int now = torrent.guard().changes();
            if (changes != now) {
                changes = now;
                files.close();
            }
            files.use(extent.file(), reading);
        } catch (IOException e) {
            throw StoreErrors.of(e, torrent.places().currentFile(extent.file()), "read", torrent.disk());
        }
    }

    /** The error for a piece that is not what it was any more. */
    StoreException changed(int piece) {
        int file = torrent.layout()
                .extents(piece, 0, torrent.layout().pieceLength(piece))
                .getFirst()
                .file();
        return ChangeGuard.changed(torrent.places().currentFile(file));
    }

    /** Makes the pad bytes of a block what they are when read back, whatever was sent for them. */
    void zeroPads(int piece, int begin, byte[] bytes, int length) {
        if (torrent.info().singleFile()) {
            return;
        }
        int at = 0;
        for (Extent extent : torrent.layout().extents(piece, begin, length)) {
            if (isPad(extent)) {
                Arrays.fill(bytes, at, at + extent.length(), (byte) 0);
            }
            at += extent.length();
        }
    }

    private boolean isPad(Extent extent) {
        return torrent.file(extent.file()).isPad();
    }

    /** Closes the files; they are opened again when needed. */
    void close() throws IOException {
        files.close();
    }
}
