package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A torrent that an {@link Engine} downloads or seeds. Safe for use from any thread. */
public interface Torrent {
    /**
     * What it is. Always there for a torrent that was added with its metainfo.
     *
     * @throws IllegalStateException for one that was added by a magnet link, before {@link #metadata} is done
     */
    Metainfo metainfo();

    /**
     * What it is, once that is known: at once, or when peers have given it to a torrent that was added by a magnet link
     * (BEP 9). Fails with {@link TorrentException} when the torrent is removed before, or what the link leads to is broken.
     */
    CompletableFuture<Metainfo> metadata();

    /** The info-hash that names it: v1's if there is one, else v2's; of a magnet link, as the link says. */
    InfoHash infoHash();

    /** Its name; before {@link #metadata} is done, what the magnet link calls it, or its info-hash. */
    String name();

    /** The folder that holds, or will hold, the file or folder named in the metainfo. */
    Path folder();

    /** The torrent now. Waits for the engine loop's answer, some milliseconds at most. */
    Snapshot snapshot();

    /**
     * Calls {@code watcher} with a snapshot at once, at each change of state, and while anything moves at most five times
     * a second. Calls come one at a time on a virtual thread of the watch; a slow watcher misses snapshots, never the last.
     */
    Watch watch(Consumer<Snapshot> watcher);

    /**
     * Done when everything that is wanted is verified and under its final name, and the file's MD5 is the promised one if
     * one was promised. Fails with {@link TorrentException} when the user must act, and is renewed by {@link #resume}, and by
     * {@link #select} once it is done.
     */
    CompletableFuture<Void> completion();

    /**
     * Chooses which files are wanted from here on, and which of them before others. It is remembered beside the unfinished
     * download. What is here of files that are not wanted any more stays, and is served; once the wanted ones are whole they
     * get their final names, and nothing is asked of others any more: a partial seed (BEP 21). Of a magnet link whose
     * metadata is not here yet, it says what will be wanted.
     *
     * @throws IllegalArgumentException when it leaves nothing of a torrent that is known
     */
    void select(Selection wanted);

    /**
     * From here on these sections go before all else that is wanted, in this order, as a reader has come to them; their
     * indexes are those in the metainfo's section plan, others say nothing. An empty list ends that.
     */
    void readFirst(List<Integer> sections);

    /** Reads the finished content back and returns its digests; fails with {@link TorrentException} before it is complete. */
    CompletableFuture<Receipt> prove();

    /** Dials a peer whose address came from elsewhere than a tracker. */
    void connect(InetSocketAddress peer);

    /** Limits what this torrent sends and asks for from now on, beside what the engine's limits let through. */
    void limit(RateLimits limits);

    /** Disconnects from everybody and stays so until {@link #resume}. */
    void pause();

    /**
     * Looks again whether the files are as they should be: those that look otherwise than before are hashed anew. What is right is
     * served, also of a torrent that was {@link TorrentState#MISSING} or {@link TorrentState#CHANGED}. Nothing is fetched that was
     * here before. Done when a snapshot shows what came of it.
     */
    CompletableFuture<Void> check();

    /**
     * Repairs what lies on disk, be it missing, changed, or a copy that another program left unfinished: what is right of it is
     * kept, the rest is fetched and written in its place. A file of which nothing is right is not touched.
     */
    void repair();

    /**
     * Goes on after {@link #pause} or after an error. What is missing of a download is fetched again; what changed is only looked
     * at again, as by {@link #check}. It goes on at once or when its turn comes. One that waits for its turn begins at
     * once, whatever the limits of the {@link TorrentQueue} say.
     */
    void resume();

    /** Forgets the torrent; its files stay. Done when they are closed and the trackers were told, or 3 s have passed. */
    CompletableFuture<Void> remove();

    /** Ends a {@link #watch}. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
