package io.github.enxame.documents.layout;

import io.github.enxame.protocol.plan.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Who owns each byte of a file: runs in ascending order that cover it without gap or overlap, two neighbours never of the
 * same owner. Owners are section numbers from 0.
 */
public final class ByteRuns {
    private final long[] starts;
    private final int[] owners;
    private final long length;
    private final int count;

    private ByteRuns(long[] starts, int[] owners, int count, long length) {
        this.starts = starts;
        this.owners = owners;
        this.count = count;
        this.length = length;
    }

    /**
     * Joins neighbours of the same owner.
     *
     * @param starts first byte of each region; the first is 0, then ascending and below {@code length}
     * @param owners the region's owner
     * @param length bytes of the file
     */
    public static ByteRuns of(long[] starts, int[] owners, long length) {
        long[] runStarts = new long[starts.length];
        int[] runOwners = new int[starts.length];
        int count = 0;
        for (int i = 0; i < starts.length; i++) {
            if (count == 0 || runOwners[count - 1] != owners[i]) {
                runStarts[count] = starts[i];
                runOwners[count] = owners[i];
                count++;
            }
        }
        return new ByteRuns(runStarts, runOwners, count, length);
    }

    /** The number of runs. */
    public int count() {
        return count;
    }

    /** Which owners have bytes. */
    public boolean[] owning(int ownerCount) {
        boolean[] owning = new boolean[ownerCount];
        for (int i = 0; i < count; i++) {
            owning[owners[i]] = true;
        }
        return owning;
    }

    /** The same runs with each owner {@code n} called {@code numbers[n]}. */
    public ByteRuns renumbered(int[] numbers) {
        int[] renumbered = new int[count];
        for (int i = 0; i < count; i++) {
            renumbered[i] = numbers[owners[i]];
        }
        return of(Arrays.copyOf(starts, count), renumbered, length);
    }

    /** The runs of each owner as spans, owner by owner. */
    public List<List<Span>> spans(int ownerCount) {
        List<List<Span>> spans = new ArrayList<>();
        for (int i = 0; i < ownerCount; i++) {
            spans.add(new ArrayList<>());
        }
        for (int i = 0; i < count; i++) {
            long end = i + 1 < count ? starts[i + 1] : length;
            spans.get(owners[i]).add(new Span(starts[i], end - starts[i]));
        }
        return spans;
    }

    /**
     * Gives the shortest runs to a neighbour until at most {@code maxCount} are left, or until every owner has but one. Of
     * two neighbours the one with the lower number gets it: its bytes come first, so whoever needed them has them in time.
     */
    public ByteRuns reducedTo(int maxCount) {
        return count <= maxCount ? this : new Reduction().run(maxCount);
    }

    private final class Reduction {
        private final int[] previous = new int[count];
        private final int[] next = new int[count];
        private final long[] lengths = new long[count];
        private final int[] owner = owners.clone();
        private final int[] runsOf;
        private final PriorityQueue<Candidate> shortest =
                new PriorityQueue<>(Comparator.comparingLong(Candidate::length).thenComparingInt(Candidate::run));
        private int left = count;

        Reduction() {
            int highest = 0;
            for (int i = 0; i < count; i++) {
                highest = Math.max(highest, owners[i]);
            }
            runsOf = new int[highest + 1];
            for (int i = 0; i < count; i++) {
                previous[i] = i - 1;
                next[i] = i + 1 < count ? i + 1 : -1;
                lengths[i] = (i + 1 < count ? starts[i + 1] : length) - starts[i];
                runsOf[owners[i]]++;
                shortest.add(new Candidate(lengths[i], i));
            }
        }

        ByteRuns run(int maxCount) {
            while (left > maxCount && !shortest.isEmpty()) {
                Candidate candidate = shortest.remove();
                int i = candidate.run();
                if (lengths[i] == candidate.length() && runsOf[owner[i]] > 1) {
                    giveAway(i);
                }
            }
            long[] runStarts = new long[left];
            int[] runOwners = new int[left];
            int n = 0;
            for (int i = 0; i >= 0; i = next[i]) {
                runStarts[n] = n == 0 ? 0 : runStarts[n - 1] + lengths[previous[i]];
                runOwners[n++] = owner[i];
            }
            return new ByteRuns(runStarts, runOwners, n, length);
        }

        private void giveAway(int i) {
            int taker = previous[i];
            if (taker < 0 || (next[i] >= 0 && owner[next[i]] < owner[taker])) {
                taker = next[i];
            }
            runsOf[owner[i]]--;
            owner[i] = owner[taker];
            runsOf[owner[i]]++;
            join(i, next[i]);
            int kept = join(previous[i], i) ? previous[i] : i;
            shortest.add(new Candidate(lengths[kept], kept));
        }

        private boolean join(int first, int second) {
            if (first < 0 || second < 0 || owner[first] != owner[second]) {
                return false;
            }
            lengths[first] += lengths[second];
            lengths[second] = 0;
            next[first] = next[second];
            if (next[second] >= 0) {
                previous[next[second]] = first;
            }
            runsOf[owner[first]]--;
            left--;
            return true;
        }
    }

    private record Candidate(long length, int run) {}
}
