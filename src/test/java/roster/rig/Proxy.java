package roster.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes requests on, each to the next of several places that takes it; and is itself a line that can be cut, slow or
 * dead.
 */
final class Proxy implements AutoCloseable {
    private final List<Integer> ports;
    private final ServerSocket door;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile long delay;
    private volatile boolean silent;

    /** @param ports where connections are passed on to, on this machine */
    Proxy(Integer... ports) {
        this.ports = List.of(ports);
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Resets all connections; new ones are passed on. */
    void cut() {
        lines.forEach(Line::reset);
    }

    /** Passes everything on with this pause, in milliseconds. */
    void delay(long millis) {
        delay = millis;
    }

    /** Passes nothing on while it is silent; what was sent meanwhile comes afterwards, as when a network sends again. */
    void silent(boolean now) {
        silent = now;
    }

    /** Never passes on anything of the connections there are, and closes none; new ones are passed on. */
    void lose() {
        lines.forEach(line -> line.lost = true);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private void listen() {
        try {
            while (true) {
                var client = door.accept();
                start(() -> pass(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket client) {
        try {
            var line = new Line(client);
            line.connect();
            lines.add(line);
            line.ask();
        } catch (IOException e) {
            close(client);
        }
    }

    private Socket next() throws IOException {
        for (var i = 1; ; i++) {
            try {
                var port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                if (i == ports.size()) throw e;
            }
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    private interface Target {
        Socket of(int bytes) throws IOException;
    }

    /** A connection on both sides. */
    private final class Line {
        private final Socket client;
        private volatile Socket server;
        /** Whether the server has said something since the client has. */
        private volatile boolean answered;

        private volatile boolean lost;

        Line(Socket client) throws IOException {
            this.client = client;
            client.setTcpNoDelay(true);
        }

        void connect() throws IOException {
            var to = next();
            to.setTcpNoDelay(true);
            server = to;
            start(() -> answer(to));
        }

        void ask() {
            pump(client, bytes -> {
                // Who speaks after an answer asks anew: the next place has its turn, even where connections stay open.
                if (answered && ports.size() > 1) {
                    var before = server;
                    connect();
                    close(before);
                }
                answered = false;
                return server;
            });
            end();
        }

        private void answer(Socket from) {
            pump(from, bytes -> {
                answered = true;
                return client;
            });
            if (from == server) end();
        }

        private void pump(Socket from, Target target) {
            var bytes = new byte[16_384];
            try {
                var in = from.getInputStream();
                for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (delay > 0) Program.pause(delay);
                    while (silent && !lost) Program.pause(10);
                    if (!lost) target.of(read).getOutputStream().write(bytes, 0, read);
                }
            } catch (IOException e) {
                // One side has hung up.
            }
        }

        /** A side that hangs up on a lost connection is not heard of. */
        private void end() {
            if (lost) return;
            close(client);
            close(server);
            lines.remove(this);
        }

        void reset() {
            for (var side : List.of(client, server)) {
                try {
                    side.setSoLinger(true, 0);
                } catch (IOException e) {
                    // Closed already.
                }
                close(side);
            }
            lines.remove(this);
        }
    }
}
