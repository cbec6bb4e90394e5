package io.tentabo.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, last first, and goes on when one of them fails. */
final class CloseOrder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CloseOrder.class.getName());

    private final Deque<Entry> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(String name, T closeable) {
        open.push(new Entry(name, closeable));
        return closeable;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            Entry entry = open.pop();
            try {
                entry.closeable.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "While ending " + entry.name + ": " + e.getMessage(), e);
            }
        }
    }

    private record Entry(String name, AutoCloseable closeable) {}
}
