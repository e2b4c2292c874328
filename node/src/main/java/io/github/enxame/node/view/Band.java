package io.github.enxame.node.view;

/** How far a peer is, in four bands of round-trip time. The same four everywhere: page, bar, table. */
public enum Band {
    /** Up to 10 ms: the same building. */
    NEAR(1, 10, "near"),
    /** Up to 50 ms: the same city. */
    CITY(2, 50, "city"),
    /** Up to 150 ms: the same country. */
    COUNTRY(3, 150, "country"),
    /** Beyond. */
    ABROAD(4, Double.POSITIVE_INFINITY, "abroad");

    private static final Band[] BANDS = values();
    private final int number;
    private final double mostMillis;
    private final String label;

    Band(int number, double mostMillis, String label) {
        this.number = number;
        this.mostMillis = mostMillis;
        this.label = label;
    }

    /** The band of a round trip. */
    public static Band of(double rttMillis) {
        for (Band band : BANDS) {
            if (rttMillis <= band.mostMillis) {
                return band;
            }
        }
        return ABROAD;
    }

    /** The band of a number, 1 to 4. */
    public static Band numbered(int number) {
        return BANDS[number - 1];
    }

    /** 1 to 4, the nearest first. */
    public int number() {
        return number;
    }

    /** One word for it. */
    public String label() {
        return label;
    }
}
