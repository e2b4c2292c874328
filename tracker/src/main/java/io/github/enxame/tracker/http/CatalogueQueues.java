package io.github.enxame.tracker.http;

/**
 * The threads that use the catalogue: those that read never wait for the one that writes, and those that make the parts of
 * long answers for neither.
 *
 * @param reading searches and look-ups
 * @param writing publications and withdrawals, one at a time
 * @param parts the next part of each long answer
 */
public record CatalogueQueues(JobQueue reading, JobQueue writing, JobQueue parts) implements AutoCloseable {
    /** Most searches and look-ups that wait. */
    static final int MAX_WAITING_READS = 256;
    /** Most publications and withdrawals that wait. */
    static final int MAX_WAITING_WRITES = 64;

    private static final int READING_THREADS = 4;
    private static final int PART_THREADS = 2;

    /** Queues with the usual bounds. */
    public static CatalogueQueues open() {
        return new CatalogueQueues(
                new JobQueue("tracker-catalogue-read-", READING_THREADS, MAX_WAITING_READS),
                new JobQueue("tracker-catalogue-write-", 1, MAX_WAITING_WRITES),
                new JobQueue("tracker-catalogue-part-", PART_THREADS, 2 * CatalogueAnswers.MAX_ANSWERS));
    }

    /** Takes no more, and waits some seconds until what was taken is done. */
    @Override
    public void close() {
        writing.close();
        reading.close();
        parts.close();
    }
}
