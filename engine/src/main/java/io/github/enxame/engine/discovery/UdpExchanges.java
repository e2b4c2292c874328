package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is said to UDP trackers and awaited from them (BEP 15): connection ids are asked for once for all requests to an
 * address and kept for a minute; a reply counts when it comes from the address that was asked, with the transaction id of
 * the question, and is of its kind. A question is repeated after 1.5 s, so that one lost datagram costs little, and again
 * 15 s later, and is given up after another 30 s; whoever knows a further address of its tracker goes there after 4.5 s.
 *
 * <p>Pure state: time comes in as nanoseconds of one timeline, datagrams leave through a {@link Wire}. One thread at a time.
 */
final class UdpExchanges {
    /** How long a connection id is used. */
    static final long CONNECTION_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Most addresses of trackers that are remembered when nobody waits for them. */
    static final int MAX_IDLE_DOORS = 1_000;

    /** After a question was sent: repeat, go to further addresses, repeat, give up. */
    private static final long[] STEP_NANOS = {
        TimeUnit.MILLISECONDS.toNanos(1_500),
        TimeUnit.SECONDS.toNanos(3),
        TimeUnit.SECONDS.toNanos(12),
        TimeUnit.SECONDS.toNanos(30)
    };

    private static final int REPEAT = 1;
    private static final int MOVE_ON = 2;
    private static final int REPEAT_AGAIN = 3;
    private static final long NEVER = Long.MAX_VALUE;
    private static final String SILENT = "it did not answer; check that it is running and that UDP is let through";

    /** Sends one datagram. */
    interface Wire {
        void send(byte[] datagram, InetSocketAddress to) throws IOException;
    }

    /** An address of a tracker. */
    private static final class Door {
        final InetSocketAddress address;
        final List<UdpErrand> waiting = new ArrayList<>();
        boolean connecting;
        long connection;
        long validUntilNanos = Long.MIN_VALUE;

        Door(InetSocketAddress address) {
            this.address = address;
        }
    }

    /** One datagram that an answer is awaited to: an announce's, or a connect for all who wait at the door. */
    private static final class Question {
        final int transaction;
        final Door door;
        final @Nullable UdpErrand errand;
        final byte[] datagram;
        int step;
        long dueNanos;

        Question(Door door, @Nullable UdpErrand errand, UdpTrackerRequest request) {
            this.transaction = request.transaction();
            this.door = door;
            this.errand = errand;
            this.datagram = request.encode();
        }
    }

    private record Alarm(long nanos, long sequence, Question question) {}

    private final RandomGenerator random;
    private final Wire wire;
    private final Map<InetSocketAddress, Door> doors = new LinkedHashMap<>();
    private final Map<Integer, Question> questions = new HashMap<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos).thenComparingLong(Alarm::sequence));
    private long sequence;

    UdpExchanges(RandomGenerator random, Wire wire) {
        this.random = random;
        this.wire = wire;
    }

    /** Begins an errand; it ends by its answer or its failure. */
    void begin(UdpErrand errand, long nowNanos) {
        Door door = doors.computeIfAbsent(errand.address(), Door::new);
        if (nowNanos < door.validUntilNanos) {
            int transaction = newTransaction();
            ask(new Question(door, errand, errand.request(door.connection, transaction)), nowNanos);
            return;
        }
        door.waiting.add(errand);
        if (!door.connecting) {
            door.connecting = true;
            ask(new Question(door, null, new UdpTrackerRequest.Connect(newTransaction())), nowNanos);
        }
        forgetIdleDoors();
    }

    /** Unforeseeable, so that nobody who does not see our datagrams can answer in the tracker's place. */
    private int newTransaction() {
        int transaction = random.nextInt();
        while (questions.containsKey(transaction)) {
            transaction = random.nextInt();
        }
        return transaction;
    }

    private void ask(Question question, long nowNanos) {
        questions.put(question.transaction, question);
        send(question, nowNanos);
    }

    private void send(Question question, long nowNanos) {
        try {
            wire.send(question.datagram, question.door.address);
            await(question, nowNanos);
        } catch (IOException e) {
            giveUp(
                    question,
                    "nothing can be sent to it (" + e.getMessage() + "); check the network connection",
                    nowNanos);
        }
    }

    private void await(Question question, long nowNanos) {
        question.dueNanos = nowNanos + STEP_NANOS[question.step];
        alarms.add(new Alarm(question.dueNanos, sequence++, question));
    }

    /** When {@link #elapsed} has something to do; {@link Long#MAX_VALUE} for nothing. */
    long nextNanos() {
        while (!alarms.isEmpty() && stale(alarms.peek())) {
            alarms.remove();
        }
        return alarms.isEmpty() ? NEVER : alarms.peek().nanos();
    }

    private boolean stale(Alarm alarm) {
        Question question = alarm.question();
        return questions.get(question.transaction) != question || question.dueNanos != alarm.nanos();
    }

    /** Repeats, or gives up, what was not answered in time. */
    void elapsed(long nowNanos) {
        while (nextNanos() <= nowNanos) {
            Question question = alarms.remove().question();
            question.step++;
            switch (question.step) {
                case REPEAT, REPEAT_AGAIN -> send(question, nowNanos);
                case MOVE_ON -> {
                    await(question, nowNanos);
                    moveOn(question, nowNanos);
                }
                default -> giveUp(question, SILENT, nowNanos);
            }
        }
    }

    private void moveOn(Question question, long nowNanos) {
        List<UdpErrand> moving = new ArrayList<>(askers(question));
        moving.removeIf(errand -> !errand.hasFurtherAddress());
        question.door.waiting.removeAll(moving);
        if (question.errand != null && !moving.isEmpty()) {
            questions.remove(question.transaction);
        }
        for (UdpErrand errand : moving) {
            errand.nextAddress();
            begin(errand, nowNanos);
        }
    }

    private static List<UdpErrand> askers(Question question) {
        return question.errand == null ? question.door.waiting : List.of(question.errand);
    }

    private void giveUp(Question question, String why, long nowNanos) {
        for (UdpErrand errand : close(question)) {
            if (errand.hasFurtherAddress()) {
                errand.nextAddress();
                begin(errand, nowNanos);
            } else {
                errand.failed(why);
            }
        }
    }

    /** Nothing is awaited to a question any more; returns whoever asked it. */
    private List<UdpErrand> close(Question question) {
        questions.remove(question.transaction);
        List<UdpErrand> askers = List.copyOf(askers(question));
        if (question.errand == null) {
            question.door.connecting = false;
            question.door.waiting.clear();
        }
        return askers;
    }

    /** A datagram came. Whatever is no answer to a question that is open is dropped. */
    void received(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        UdpTrackerReply reply;
        try {
            reply = UdpTrackerReply.decode(datagram, from.getAddress() instanceof Inet6Address);
        } catch (AnnounceException noReply) {
            return;
        }
        Question question = questions.get(reply.transaction());
        if (question == null || !question.door.address.equals(from)) {
            return;
        }
        switch (reply) {
            case UdpTrackerReply.Connected(int _, long connection)
            when question.errand == null -> connected(question, connection, nowNanos);
            case UdpTrackerReply.Refused refusal -> refused(question, refusal, nowNanos);
            case UdpTrackerReply.Connected _, UdpTrackerReply.Announced _, UdpTrackerReply.Scraped _ -> {
                if (question.errand != null && question.errand.answered(reply, nowNanos)) {
                    close(question);
                }
            }
        }
    }

    private void connected(Question question, long connection, long nowNanos) {
        question.door.connection = connection;
        question.door.validUntilNanos = nowNanos + CONNECTION_NANOS;
        for (UdpErrand errand : close(question)) {
            errand.renewed();
            begin(errand, nowNanos);
        }
    }

    /** A tracker that was started again, say, refuses connection ids of before: a new one is asked for. */
    private void refused(Question question, UdpTrackerReply.Refused refusal, long nowNanos) {
        for (UdpErrand errand : close(question)) {
            if (question.errand != null && errand.mayRenew()) {
                question.door.validUntilNanos = Long.MIN_VALUE;
                begin(errand, nowNanos);
            } else {
                errand.answered(refusal, nowNanos);
            }
        }
    }

    /** Ends every errand: nothing can be sent or received any more. */
    void giveUpAll(String why) {
        for (Question question : List.copyOf(questions.values())) {
            close(question).forEach(errand -> errand.failed(why));
        }
    }

    private void forgetIdleDoors() {
        if (doors.size() > MAX_IDLE_DOORS) {
            doors.values().removeIf(door -> !door.connecting && door.waiting.isEmpty());
        }
    }

    /** Open questions. */
    int pending() {
        return questions.size();
    }
}
