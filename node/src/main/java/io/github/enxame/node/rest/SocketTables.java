package io.github.enxame.node.rest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Finds the owners of connections in Linux's tables of sockets ({@code /proc/self/net/tcp}, proc(5)). Every user can make
 * these long. So one thread of the system reads them, for all that asked meanwhile, and rests in between; the virtual
 * threads that ask, and others that share their carriers, only wait. Safe for use from any thread.
 */
final class SocketTables {
    /** Most that is read of a table, some 50,000 sockets. */
    static final int MAX_TABLE_BYTES = 8 << 20;
    /** Most that wait for an answer. */
    static final int MAX_WAITING = 1_024;
    /** A rest is this many times as long as the reading before it. */
    static final int REST_FACTOR = 4;

    private static final System.Logger LOG = System.getLogger(SocketTables.class.getName());
    private static final List<String> TABLES = List.of("self/net/tcp", "self/net/tcp6");
    private static final long IDLE_SECONDS = 10;

    /** A connection, and what waits for its owner. */
    private record Question(InetSocketAddress near, InetSocketAddress far, CompletableFuture<OptionalLong> answer) {
        List<String> farPairs() {
            return SocketTableReader.pairs(far, near);
        }

        List<String> nearPairs() {
            return SocketTableReader.pairs(near, far);
        }
    }

    private final Path proc;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socket-tables").factory());

    // Guarded by this object's monitor.
    private List<Question> waiting = new ArrayList<>();
    private boolean isScheduled;
    private long restUntilNanos = System.nanoTime();

    // Used by the thread only.
    private boolean saidTooLong;

    /** The tables of a folder laid out like {@code /proc}. */
    SocketTables(Path proc) {
        this.proc = proc;
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** The user whose process holds the far end of a connection while the near end is held; empty where it cannot be told. */
    OptionalLong owner(InetSocketAddress near, InetSocketAddress far) {
        Question question = new Question(near, far, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return OptionalLong.empty();
            }
            waiting.add(question);
            if (!isScheduled) {
                schedule();
            }
        }
        return question.answer().join();
    }

    // Under the monitor.
    private void schedule() {
        isScheduled = true;
        var _ = thread.schedule(this::answerAll, restUntilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void answerAll() {
        long began = System.nanoTime();
        List<Question> questions = take();
        try {
            // The far ends first: while the near end is held, nobody else can have the far end's address.
            Map<String, SocketEntry> clients = find(questions, Question::farPairs);
            Map<String, SocketEntry> servers = find(questions, Question::nearPairs);
            for (Question question : questions) {
                Optional<SocketEntry> client = held(clients, question.farPairs());
                boolean served = held(servers, question.nearPairs()).isPresent();
                question.answer()
                        .complete(
                                client.isPresent() && served
                                        ? OptionalLong.of(client.get().user())
                                        : OptionalLong.empty());
            }
        } finally {
            questions.forEach(question -> question.answer().complete(OptionalLong.empty()));
            rest(System.nanoTime() - began);
        }
    }

    private synchronized List<Question> take() {
        List<Question> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private synchronized void rest(long readingNanos) {
        restUntilNanos = System.nanoTime() + REST_FACTOR * readingNanos;
        isScheduled = false;
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private static Optional<SocketEntry> held(Map<String, SocketEntry> found, List<String> pairs) {
        return pairs.stream()
                .flatMap(pair -> Optional.ofNullable(found.get(pair)).stream())
                .findFirst()
                .filter(SocketEntry::isHeld);
    }

    private Map<String, SocketEntry> find(List<Question> questions, Function<Question, List<String>> pairs) {
        Set<String> wanted = new HashSet<>();
        questions.forEach(question -> wanted.addAll(pairs.apply(question)));
        SocketTableReader reader = new SocketTableReader(wanted);
        for (String table : TABLES) {
            try {
                if (!reader.read(proc.resolve(table), MAX_TABLE_BYTES) && !saidTooLong) {
                    saidTooLong = true;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "The system's table of sockets is too long to read: a connection beyond " + MAX_TABLE_BYTES
                                    + " bytes counts as another user's. 'enxame open' prints a link for a browser.");
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, table + " cannot be read: " + e);
            }
        }
        return reader.found();
    }
}
