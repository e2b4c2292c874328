package io.github.enxame.fuzz;

/** What the fuzzer calls for each input it makes up; the property {@code enxame.target} names the {@link Target}. */
public final class Fuzz {
    private static final Target TARGET = Target.valueOf(System.getProperty("enxame.target", "BENCODE"));

    private Fuzz() {}

    /** Has everything loaded that a reader needs, before the fuzzer's clock runs. */
    public static void fuzzerInitialize() throws Exception {
        TARGET.attempt(new byte[0]);
    }

    /** Tries one input. Any exception is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.attempt(input);
    }
}
