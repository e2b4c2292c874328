package io.github.enxame.node.daemon;

import io.github.enxame.node.library.PrivateFiles;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.library.StatePrivacy;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two daemons from using one state folder. The system lets go of it when the process ends, however it ends. */
public final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made if it is not there.
     *
     * @throws ProblemException where another daemon has it, or it is not this user's alone
     */
    public static StateLock take(StateFolder state) throws ProblemException {
        Path file = state.lock();
        FileChannel channel = null;
        boolean taken = false;
        try {
            StatePrivacy.ensure(state);
            PrivateFiles.create(file);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = take(channel, state);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        } finally {
            if (!taken && channel != null) {
                closeQuietly(channel);
            }
        }
        if (!taken) {
            throw new ProblemException(
                    "already_running",
                    RuntimeFile.read(state.daemon())
                                    .map(running ->
                                            "Enxame is running here already, at http://localhost:" + running.port())
                                    .orElse("Enxame is running here already, on " + state.path())
                            + ". Use that one, or give another folder with --state.");
        }
        return new StateLock(channel);
    }

    private static boolean take(FileChannel channel, StateFolder state) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException noLocks) {
            // A file that somebody else has locked is no error: this file system cannot lock, or not now.
            System.getLogger(StateLock.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            state.lock() + " cannot be locked there (" + noLocks.getMessage()
                                    + "). Enxame goes on; do not start another one on this folder at the same time.");
            return DaemonClient.find(state).isEmpty();
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(StateLock.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
