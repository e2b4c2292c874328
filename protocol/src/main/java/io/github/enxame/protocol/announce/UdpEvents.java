package io.github.enxame.protocol.announce;

/** Events and keys as the numbers that UDP has for them (BEP 15). */
final class UdpEvents {
    private static final int MAX_HEX_DIGITS = 8;

    private UdpEvents() {}

    static int number(AnnounceEvent event) {
        return switch (event) {
            case REGULAR, PAUSED -> 0;
            case COMPLETED -> 1;
            case STARTED -> 2;
            case STOPPED -> 3;
        };
    }

    static AnnounceEvent of(int number) {
        return switch (number) {
            case 1 -> AnnounceEvent.COMPLETED;
            case 2 -> AnnounceEvent.STARTED;
            case 3 -> AnnounceEvent.STOPPED;
            default -> AnnounceEvent.REGULAR;
        };
    }

    /** Most clients write the same 32 bits as hexadecimal digits over HTTP; of other keys a number is made, 0 for none. */
    static int key(String key) {
        if (key.isEmpty()) {
            return 0;
        }
        boolean hex = key.length() <= MAX_HEX_DIGITS && key.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return hex ? Integer.parseUnsignedInt(key, 16) : key.hashCode();
    }

    static String key(int number) {
        return number == 0 ? "" : Integer.toHexString(number);
    }
}
