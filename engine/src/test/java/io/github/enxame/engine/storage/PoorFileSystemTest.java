package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files of networks and of user space, whose file systems know no locks or no fsync. */
class PoorFileSystemTest {
    private static final Path FILE = Path.of("/mnt/far/a.part.journal").toAbsolutePath();

    /** A channel whose locks and forces fail as the system says. */
    private static final class PoorChannel extends FileChannel {
        private final String failure;

        PoorChannel(String failure) {
            this.failure = failure;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            throw new IOException(failure);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            throw new IOException(failure);
        }

        @Override
        protected void implCloseChannel() {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public int read(ByteBuffer dst) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] dsts, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer src) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] srcs, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel src, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer dst, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer src, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }

    private static FileContent content(String failure) {
        return new FileContent(FILE, new PoorChannel(failure), new NewNames());
    }

    @Test
    void without_locks_one_store_of_this_process_gets_the_file_and_the_next_one_after_it() throws Exception {
        for (String failure : new String[] {"No locks available", "Function not implemented", "Nessun lock"}) {
            try (FileContent first = content(failure)) {
                assertThat(first.tryLock()).as(failure).isTrue();
                try (FileContent second = content(failure)) {
                    assertThat(second.tryLock()).isFalse();
                }
                try (FileContent third = content(failure)) {
                    assertThat(third.tryLock()).isFalse();
                }
            }
        }
    }

    @Test
    void without_fsync_it_goes_on_and_a_medium_that_fails_is_told() throws Exception {
        for (String failure :
                new String[] {"Invalid argument", "Operation not supported", "Function not implemented"}) {
            try (FileContent content = content(failure)) {
                content.force();
            }
        }
        for (String failure : new String[] {"Input/output error", "No space left on device"}) {
            try (FileContent content = content(failure)) {
                assertThatThrownBy(content::force)
                        .isInstanceOf(IOException.class)
                        .hasMessage(failure);
            }
        }
    }
}
