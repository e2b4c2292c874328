package io.github.enxame.engine.extension;

/** How much of something one peer gets: a stock that fills up again with time. Owned by the loop. */
public final class Budget {
    private final double most;
    private final double perNano;
    private double left;
    private long asOfNanos;

    /**
     * A full stock.
     *
     * @param most what it holds
     * @param fillNanos how long it takes to fill up from nothing
     */
    public Budget(double most, long fillNanos, long nowNanos) {
        this.most = most;
        this.perNano = most / fillNanos;
        this.left = most;
        this.asOfNanos = nowNanos;
    }

    /** Takes {@code amount} out of it, if there is as much. */
    public boolean take(double amount, long nowNanos) {
        left = Math.min(most, left + (nowNanos - asOfNanos) * perNano);
        asOfNanos = nowNanos;
        if (left < amount) {
            return false;
        }
        left -= amount;
        return true;
    }
}
