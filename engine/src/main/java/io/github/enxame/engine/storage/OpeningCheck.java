package io.github.enxame.engine.storage;

import java.util.BitSet;

/** A check that an opening asked for: its progress goes to the listener, its end back to the disk's last lane. */
record OpeningCheck(Opening opening, Opening.Next next) implements Check.Outcome {
    /** Begins to check these pieces. */
    void start(PieceLanes lanes, BitSet pieces, boolean stopAtWrong) {
        new Check(opening.torrent(), lanes, pieces, stopAtWrong, this).start();
    }

    @Override
    public void checked(long bytes, long total) {
        opening.listener().checking(bytes, total);
    }

    @Override
    public void done(BitSet right) {
        opening.outcome().later(() -> next.with(right));
    }

    @Override
    public void failed(StoreException error) {
        opening.outcome().failed(error);
    }

    @Override
    public boolean isCancelled() {
        return opening.outcome().isClosed();
    }
}
