package io.tentabo.identity.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections and says nothing, or a byte now and then that never becomes an answer. */
final class SlowServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile boolean drips;

    SlowServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void drip() {
        drips = true;
    }

    void awaitConnection() {
        within(connected, Duration.ofSeconds(5));
    }

    /** Whether a connection was closed by the other side. */
    boolean endsWithin(Duration time) {
        return within(ended, time);
    }

    int mostAtOnce() {
        return most.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        connected.countDown();
        try {
            // Begins a message of a hundred bytes that never ends.
            if (drips) {
                socket.getOutputStream().write(new byte[] {0x30, 0x64});
                while (true) {
                    socket.getOutputStream().write(0);
                    Thread.sleep(200);
                }
            }
            while (socket.getInputStream().read() >= 0) {
                // Reads what is asked, and does not answer.
            }
        } catch (IOException | InterruptedException e) {
            // The other side has gone.
        } finally {
            open.decrementAndGet();
            ended.countDown();
        }
    }

    private static boolean within(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
