package io.github.enxame.engine.swarm;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many messages of no use, or that make others work, a peer may send: of each kind a stock that fills up again with time. Who
 * has used one up is hung up on, as honest peers stay far below. Owned by the loop.
 */
final class MessageQuotas {
    /** Requests for what is not here, for more than a block, or beyond {@link Uploads#MAX_WAITING}. */
    static final int MAX_INVALID_REQUESTS = 300;

    /** Requests since the last choke: those that were on their way then, and some. */
    static final int MAX_CHOKED_REQUESTS = 2_300;

    /** Messages that change nothing: what was said before, what is not known, what answers nothing. Each KiB counts as one more. */
    static final int MAX_USELESS_MESSAGES = 5_000;

    /** Times that it stops being interested; further ones are passed over. */
    static final int MAX_INTEREST_CHANGES = 20;

    /** Times that it chokes or unchokes us. */
    static final int MAX_CHOKE_CHANGES = 300;

    /** Pieces that it gives up (BEP 54). */
    static final int MAX_LOST_PIECES = 1_000;

    /** Extended handshakes (BEP 10); a peer sends one, and another when something changes. */
    static final int MAX_EXTENDED_HANDSHAKES = 16;

    /** Messages that name other peers (BEP 11); a peer sends one a minute. */
    static final int MAX_PEER_EXCHANGES = 20;

    /** What a stock is of. */
    enum Kind {
        INVALID_REQUESTS(MAX_INVALID_REQUESTS, 300, "asks again and again for what it cannot get"),
        CHOKED_REQUESTS(MAX_CHOKED_REQUESTS, 300, "goes on asking although it is choked"),
        USELESS(MAX_USELESS_MESSAGES, 50, "says again and again what changes nothing"),
        INTEREST(MAX_INTEREST_CHANGES, 10, "changes its mind again and again"),
        CHOKES(MAX_CHOKE_CHANGES, 300, "chokes and unchokes us again and again"),
        LOST(MAX_LOST_PIECES, 300, "gives up pieces again and again"),
        EXTENDED_HANDSHAKES(MAX_EXTENDED_HANDSHAKES, 600, "introduces itself again and again"),
        PEER_EXCHANGE(MAX_PEER_EXCHANGES, 600, "names other peers again and again");

        private final int most;
        private final double perNano;
        private final String reason;

        Kind(int most, int fillSeconds, String reason) {
            this.most = most;
            this.perNano = most / (fillSeconds * 1e9);
            this.reason = reason;
        }

        /** Why a peer is hung up on that has used it up, for people. */
        String reason() {
            return reason;
        }
    }

    private static final class Stock {
        double used;
        long asOfNanos;
    }

    /** What is used of each; made when something is. */
    private Map<Kind, Stock> stocks = Map.of();

    /** Takes so many; returns whether there were as many left. */
    boolean take(Kind kind, int count, long nowNanos) {
        if (stocks.isEmpty()) {
            stocks = new EnumMap<>(Kind.class);
        }
        Stock stock = stocks.computeIfAbsent(kind, _ -> new Stock());
        double before = Math.max(0, stock.used - (nowNanos - stock.asOfNanos) * kind.perNano);
        stock.asOfNanos = nowNanos;
        boolean isLeft = before + count <= kind.most;
        stock.used = isLeft ? before + count : before;
        return isLeft;
    }

    /** Fills one up at once. */
    void refill(Kind kind) {
        Stock stock = stocks.get(kind);
        if (stock != null) {
            stock.used = 0;
        }
    }
}
