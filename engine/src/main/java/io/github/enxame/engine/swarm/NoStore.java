package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** The store of a torrent of which nobody knows yet what is in it: there is nothing to read or write. */
final class NoStore implements PieceStore {
    @Override
    public void open() {}

    @Override
    public void select(Selection wanted) {}

    @Override
    public void write(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release) {
        release.accept(data);
    }

    @Override
    public void read(int piece, int begin, List<ByteBuffer> into, Runnable done, Consumer<StoreException> failed) {
        throw new IllegalStateException("no piece of it is known");
    }

    @Override
    public void prove(BitSet pieces, Consumer<BitSet> right, Consumer<StoreException> failed) {
        right.accept(new BitSet());
    }

    @Override
    public void sync() {}

    @Override
    public void look() {}

    @Override
    public void lookAtAll(Runnable done) {
        done.run();
    }

    @Override
    public void close(Runnable done) {
        done.run();
    }
}
