package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A file read page by page, with every byte read counted as work. */
final class MeteredSource implements RandomAccessRead {
    private final RandomAccessReadBufferedFile file;
    private final Work work;

    MeteredSource(Path path, Work work) throws IOException {
        this.file = new RandomAccessReadBufferedFile(path);
        this.work = work;
    }

    @Override
    public int read() throws IOException {
        work.read(1);
        return file.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = file.read(bytes, offset, length);
        work.read(Math.max(1, read));
        return read;
    }

    @Override
    public long getPosition() throws IOException {
        return file.getPosition();
    }

    @Override
    public void seek(long position) throws IOException {
        file.seek(position);
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public boolean isEOF() throws IOException {
        return file.isEOF();
    }

    @Override
    public RandomAccessReadView createView(long start, long length) {
        return new RandomAccessReadView(this, start, length);
    }

    @Override
    public boolean isClosed() {
        return file.isClosed();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
