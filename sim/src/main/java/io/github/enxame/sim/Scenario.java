package io.github.enxame.sim;

import io.github.enxame.protocol.metainfo.MetainfoVersion;
import java.util.Optional;

/**
 * What a simulated swarm is made of and what happens to it.
 *
 * @param name what {@link SimRun} knows it by
 * @param seeds peers that have everything from the start
 * @param leeches peers that join over time and have nothing
 * @param poisoners hostile peers that send wrong blocks
 * @param length bytes of the document
 * @param pieceLength bytes of a piece
 * @param version which hashes its metainfo carries
 * @param joinSeconds over what time the leeches join
 * @param faultSeconds how long things go wrong
 * @param liveSeconds how long everybody may take to complete after that
 * @param uploadSlots peers that each peer serves at once
 * @param reach who can be dialled
 * @param seedMegabits what a seed can send, in Mbit/s; 0 for what its access link happens to be
 * @param magnet whether leeches know a magnet link only, and hostile peers lie about what it leads to as well
 * @param named most peers that the tracker names at once
 * @param fault the one kind of thing that goes wrong; all kinds of the usual mix if empty
 */
public record Scenario(
        String name,
        int seeds,
        int leeches,
        int poisoners,
        int length,
        int pieceLength,
        MetainfoVersion version,
        int joinSeconds,
        int faultSeconds,
        int liveSeconds,
        int uploadSlots,
        Reach reach,
        double seedMegabits,
        boolean magnet,
        int named,
        Optional<Fault> fault) {
    /** Who of a swarm can be dialled. The others sit behind routers that let nobody in, but can dial. */
    public enum Reach {
        /** The first seed and most leeches. */
        MOST,
        /** Seeds only. */
        SEEDS,
        /** Leeches only. */
        LEECHES
    }

    private static final int KIB = 1024;
    private static final int MOST_NAMED = 50;
    private static final String FIRST = "first";
    private static final String CHOSEN = "chosen";
    private static final int FILES = 12;
    private static final int FEW = 10;
    private static final int FEW_SEEDS = 2;
    private static final int FEW_HOSTILE = 2;
    private static final int FEW_JOIN_SECONDS = 40;
    private static final int FEW_FAULT_SECONDS = 60;

    /** For those who sleep for hours. */
    private static final int LONG_LIVE_SECONDS = 40_000;

    /** A document of 640 KB as a hybrid torrent with pieces of one block; of {@code peers}, three are seeds and two hostile. */
    public static Scenario document(int peers) {
        return new Scenario(
                "document",
                3,
                peers - 5,
                2,
                640_001,
                16 * KIB,
                MetainfoVersion.HYBRID,
                40,
                90,
                900,
                8,
                Reach.MOST,
                0,
                false,
                MOST_NAMED,
                Optional.empty());
    }

    /** The same as a v1 torrent with pieces of four blocks, where a wrong piece does not say at once who spoilt it. */
    public static Scenario oldTorrent(int peers) {
        return new Scenario(
                "old",
                3,
                peers - 5,
                2,
                1_000_001,
                64 * KIB,
                MetainfoVersion.V1,
                40,
                90,
                900,
                8,
                Reach.MOST,
                0,
                false,
                MOST_NAMED,
                Optional.empty());
    }

    /** A seed that nobody can reach; nothing goes wrong. */
    public static Scenario hidden(int leeches) {
        return new Scenario(
                "hidden",
                1,
                leeches,
                0,
                640_001,
                16 * KIB,
                MetainfoVersion.HYBRID,
                5,
                0,
                300,
                8,
                Reach.LEECHES,
                0,
                false,
                MOST_NAMED,
                Optional.empty());
    }

    /**
     * A v2 torrent of which everybody but the seeds knows the magnet link only: info and piece layers come from peers, some
     * of whom lie about them, and most peers are known from other peers alone.
     */
    public static Scenario magnet(int peers) {
        return new Scenario(
                "magnet",
                3,
                peers - 6,
                3,
                640_001,
                16 * KIB,
                MetainfoVersion.V2,
                40,
                90,
                900,
                8,
                Reach.MOST,
                0,
                true,
                2,
                Optional.empty());
    }

    /** A small swarm in which one kind of thing goes wrong, over and over; odd seeds play it with an old torrent. */
    public static Scenario of(Fault fault, long seed) {
        Scenario base = fault == Fault.METADATA_LIES ? magnet(FEW) : seed % 2 == 0 ? document(FEW) : oldTorrent(FEW);
        int hostile = fault.hostile() ? FEW_HOSTILE : 0;
        return new Scenario(
                fault.name(),
                FEW_SEEDS,
                FEW - FEW_SEEDS,
                hostile,
                base.length,
                base.pieceLength,
                base.version,
                FEW_JOIN_SECONDS,
                FEW_FAULT_SECONDS,
                fault == Fault.SLEPT ? LONG_LIVE_SECONDS : base.liveSeconds,
                base.uploadSlots,
                base.reach,
                base.seedMegabits,
                base.magnet,
                base.named,
                Optional.of(fault));
    }

    /**
     * A slow seed that is the first to have the document gives it away piece by piece; nothing goes wrong.
     *
     * @param superSeeding false for how it would be otherwise
     */
    public static Scenario first(int leeches, boolean superSeeding) {
        return new Scenario(
                superSeeding ? FIRST : "plainly first",
                1,
                leeches,
                0,
                2_000_001,
                16 * KIB,
                MetainfoVersion.HYBRID,
                1,
                0,
                600,
                8,
                Reach.MOST,
                0.5,
                false,
                MOST_NAMED,
                Optional.empty());
    }

    /** A v1 torrent of a dozen files whose borders lie within pieces, of which everybody wants others. */
    public static Scenario chosen(int peers) {
        return new Scenario(
                CHOSEN,
                3,
                peers - 5,
                2,
                1_000_001,
                32 * KIB,
                MetainfoVersion.V1,
                40,
                90,
                900,
                8,
                Reach.MOST,
                0,
                false,
                MOST_NAMED,
                Optional.empty());
    }

    /** How many files it is; of more than one, each leech wants some only, and now and then others. */
    int files() {
        return name.equals(CHOSEN) ? FILES : 1;
    }

    /** Whether seeds give away piece by piece what nobody else has (BEP 16). */
    boolean superSeeding() {
        return name.equals(FIRST);
    }

    /** The scenario of this name for so many peers in all. */
    static Scenario named(String name, int peers) {
        return switch (name) {
            case "document" -> document(peers);
            case "old" -> oldTorrent(peers);
            case "hidden" -> hidden(peers - 1);
            case FIRST -> first(peers - 1, true);
            case "queue" -> queue(peers - 1);
            case "magnet" -> magnet(peers);
            case CHOSEN -> chosen(peers);
            default -> throw new IllegalArgumentException("no scenario is called " + name);
        };
    }

    /** What plays it again. */
    String command(long seed) {
        return fault.isPresent()
                ? "lab/faults/run " + seed + ".." + seed + " " + name
                : "lab/swarms/run " + seed + ".." + seed + " scenario=" + name + " peers=" + peers();
    }

    int peers() {
        return seeds + leeches + poisoners;
    }

    /** One slow seed with two slots that {@code leeches} wait for, who cannot reach each other; nothing goes wrong. */
    public static Scenario queue(int leeches) {
        return new Scenario(
                "queue",
                1,
                leeches,
                0,
                640_001,
                16 * KIB,
                MetainfoVersion.HYBRID,
                5,
                0,
                2_000,
                2,
                Reach.SEEDS,
                0.2,
                false,
                MOST_NAMED,
                Optional.empty());
    }
}
