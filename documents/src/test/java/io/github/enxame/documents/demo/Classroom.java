package io.github.enxame.documents.demo;

import java.util.SplittableRandom;

/**
 * A class that fetches one document from one source, in rounds: in each round everybody sends one piece and receives at
 * most four. Who lacks something asks for the piece that the fewest have.
 */
final class Classroom {
    private static final int RECEIVED_A_ROUND = 4;

    /** The round in which each peer got each piece, from 1; row 0 is the source. */
    final int[][] rounds;
    /** Pieces that the source sent. */
    private int sent;

    private final int pieces;
    private final SplittableRandom random = new SplittableRandom(2026);

    Classroom(int peers, int pieces) {
        this.pieces = pieces;
        rounds = new int[peers + 1][pieces];
        for (int piece = 0; piece < pieces; piece++) {
            rounds[0][piece] = -1;
        }
        int missing = peers * pieces;
        for (int round = 1; missing > 0; round++) {
            int[] received = new int[peers + 1];
            int first = random.nextInt(peers + 1);
            for (int i = 0; i <= peers; i++) {
                missing -= send((first + i) % (peers + 1), round, received) ? 1 : 0;
            }
        }
    }

    /** Rounds until everybody had everything. */
    int length() {
        int last = 0;
        for (int[] row : rounds) {
            for (int round : row) {
                last = Math.max(last, round);
            }
        }
        return last;
    }

    /** How many times over the source sent the document. */
    double copiesFromSource() {
        return (double) sent / pieces;
    }

    private boolean send(int sender, int round, int[] received) {
        int bestPeer = -1;
        int bestPiece = -1;
        int fewest = Integer.MAX_VALUE;
        int peerOffset = random.nextInt(rounds.length);
        int pieceOffset = random.nextInt(pieces);
        for (int p = 0; p < pieces; p++) {
            int piece = (p + pieceOffset) % pieces;
            int copies = copies(piece);
            if (!has(sender, piece, round) || copies >= fewest) {
                continue;
            }
            for (int i = 0; i < rounds.length; i++) {
                int peer = (i + peerOffset) % rounds.length;
                if (rounds[peer][piece] == 0 && received[peer] < RECEIVED_A_ROUND) {
                    bestPeer = peer;
                    bestPiece = piece;
                    fewest = copies;
                    break;
                }
            }
        }
        if (bestPeer < 0) {
            return false;
        }
        rounds[bestPeer][bestPiece] = round;
        received[bestPeer]++;
        sent += sender == 0 ? 1 : 0;
        return true;
    }

    private boolean has(int peer, int piece, int round) {
        return rounds[peer][piece] != 0 && rounds[peer][piece] < round;
    }

    private int copies(int piece) {
        int copies = 0;
        for (int[] row : rounds) {
            copies += row[piece] != 0 ? 1 : 0;
        }
        return copies;
    }
}
