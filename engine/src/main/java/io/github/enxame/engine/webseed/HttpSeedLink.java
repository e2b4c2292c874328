package io.github.enxame.engine.webseed;

import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * A web server that looks like a peer who has everything and chokes nobody: requests become HTTP ranges, several blocks that
 * follow each other one range; all else that is said to it is not heard. A virtual thread exists while something is to be
 * read.
 */
final class HttpSeedLink extends ServerLink {
    private final RequestQueue requests;
    private final RangePipe pipe;
    private boolean reading;

    HttpSeedLink(WebSeed seed, HttpWebSeeds home, LinkListener listener, RangePipe pipe, long connectNanos) {
        super(seed, home, listener, connectNanos);
        this.requests = new RequestQueue(seed.info().layout());
        this.pipe = pipe;
    }

    @Override
    void take(Message message) {
        if (message instanceof Message.Request request) {
            requests.add(request);
        } else if (message instanceof Message.Cancel(int piece, int begin, int length)) {
            requests.cancel(new Message.Request(piece, begin, length));
        }
    }

    @Override
    Message has() {
        return new Message.HaveAll();
    }

    @Override
    void work() {
        if (!requests.isEmpty() && !reading) {
            reading = true;
            Thread.ofVirtual().name("web-seed").start(() -> new Reading().run());
        }
    }

    @Override
    void stop() {
        requests.clear();
        pipe.close();
    }

    /** One thread's work until nothing is waiting any more. */
    private final class Reading {
        private final byte[] bytes = new byte[PieceLayout.BLOCK];
        /** Asked for, in the order in which the bytes come. */
        private final ArrayDeque<Message.Request> asked = new ArrayDeque<>();

        private final ArrayDeque<Extent> extents = new ArrayDeque<>();
        private Extent current = new Extent(0, 0, 0);
        private int left;

        void run() {
            try {
                while (ask()) {
                    Message.Request next = asked.element();
                    ByteBuffer data = block(asked.remove().length());
                    give(next, data, requests.wanted(next));
                    home().worked(seed());
                }
            } catch (IOException e) {
                end(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(new IOException("this program is closing", e));
            } catch (RuntimeException | Error e) {
                end(new IOException("an error in this program: " + e, e));
            }
        }

        /** Asks for what is waiting, as far as there is room; false when nothing is to come. */
        private boolean ask() throws IOException {
            while (pipe.hasRoom()) {
                List<Message.Request> run;
                synchronized (lock()) {
                    run = isClosed() ? List.of() : requests.nextRun();
                    if (run.isEmpty() && asked.isEmpty()) {
                        reading = false;
                        return false;
                    }
                }
                if (run.isEmpty()) {
                    break;
                }
                asked.addAll(run);
                requests.ranges(run).forEach(this::ask);
            }
            pipe.sendAhead();
            return true;
        }

        private void ask(Extent range) {
            extents.add(range);
            if (!pad(range)) {
                pipe.ask(range);
            }
        }

        private ByteBuffer block(int length) throws IOException, InterruptedException {
            ByteBuffer buffer = home().buffers().lease();
            try {
                while (buffer.position() < length) {
                    if (left == 0) {
                        begin();
                    }
                    int part = Math.min(left, length - buffer.position());
                    if (pad(current)) {
                        Arrays.fill(bytes, 0, part, (byte) 0);
                    } else {
                        pipe.read(bytes, part);
                    }
                    buffer.put(bytes, 0, part);
                    left -= part;
                    if (left == 0 && !pad(current)) {
                        pipe.finish();
                    }
                }
                return buffer.flip();
            } catch (IOException | RuntimeException | Error e) {
                release(buffer);
                throw e;
            }
        }

        private void begin() throws IOException {
            current = extents.remove();
            left = current.length();
            if (!pad(current)) {
                pipe.next();
            }
        }
    }
}
