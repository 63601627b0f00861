package roster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that behaves as badly as it is told to. It stands before a real one, whose answers it passes on, or
 * answers for itself. In a good mood nobody notices it.
 */
public final class MoodyServer {
    /** Where a conversation stands; END is the dot after the mail, TAKEN comes before its answer, ANSWERED after it. */
    public enum Step {
        GREETING,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        END,
        TAKEN,
        ANSWERED,
        QUIT,
        OTHER
    }

    /** What it does at a step; an answer of its own stands in place of the real one. */
    public record Act(boolean hangs, boolean closes, long pause, String says) {
        public static final Act GO = new Act(false, false, 0, null);
        public static final Act HANG = new Act(true, false, 0, null);
        public static final Act CLOSE = new Act(false, true, 0, null);

        public static Act say(String answer) {
            return new Act(false, false, 0, answer);
        }

        /** Answers with this pause, in milliseconds, before each byte. */
        public static Act slowly(long pause) {
            return new Act(false, false, pause, null);
        }
    }

    /** Decides at each step; at and after RCPT the address is known. */
    public interface Mood {
        Mood GOOD = (step, address) -> Act.GO;

        Act at(Step step, String address);
    }

    /** A mail that was taken. */
    public record Taken(String address, String id, String data) {}

    private final int upstream;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile ServerSocket door;
    private volatile Mood mood = Mood.GOOD;
    private volatile boolean forgets;

    /** @param upstream the port of the real server; 0 if there is none */
    public MoodyServer(int upstream) {
        this.upstream = upstream;
        door = door(0);
        port = door.getLocalPort();
        listen();
    }

    public int port() {
        return port;
    }

    public void mood(Mood next) {
        mood = next;
    }

    /** Every mail for the address that was taken, oldest first, whether or not the sender heard so. */
    public List<Taken> taken(String address) {
        return taken.stream().filter(mail -> mail.address.equals(address)).toList();
    }

    /** Every mail that was taken, oldest first. */
    public List<Taken> taken() {
        return taken;
    }

    /** Keeps of mails from now on only whom they are for and which they are, as there will be many. */
    public void forget() {
        forgets = true;
    }

    /** Whether anybody listens at the port. */
    public void away(boolean away) throws IOException {
        if (away) {
            door.close();
        } else {
            door = door(port);
            listen();
        }
    }

    private static ServerSocket door(int port) {
        try {
            var door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        var here = door;
        start(() -> {
            try {
                while (true) {
                    var client = here.accept();
                    start(() -> new Talk(client).run());
                }
            } catch (IOException e) {
                // Away.
            }
        });
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "moody mail server");
        thread.setDaemon(true);
        thread.start();
    }

    /** One side of a connection. */
    private static final class Side {
        private final BufferedReader in;
        private final OutputStream out;

        Side(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
        }

        void write(String text, long pause) throws IOException, InterruptedException {
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            if (pause == 0) {
                out.write(bytes);
            } else {
                for (var one : bytes) {
                    Thread.sleep(pause);
                    out.write(one);
                    out.flush();
                }
            }
            out.flush();
        }

        /** All lines of one answer, with their ends. */
        String answer() throws IOException {
            var answer = new StringBuilder();
            String line;
            do {
                line = in.readLine();
                if (line == null) throw new IOException("The real server is gone");
                answer.append(line).append("\r\n");
            } while (line.length() > 3 && line.charAt(3) == '-');
            return answer.toString();
        }
    }

    private final class Talk {
        private final Socket socket;
        private Side client;
        private Side server;
        private String address = "";

        Talk(Socket socket) {
            this.socket = socket;
        }

        void run() {
            try (socket;
                    var real = upstream == 0 ? null : new Socket(InetAddress.getLoopbackAddress(), upstream)) {
                client = new Side(socket);
                server = real == null ? null : new Side(real);
                if (!goesOn(Step.GREETING, "")) return;
                for (var line = client.in.readLine(); line != null; line = client.in.readLine()) {
                    var step = step(line);
                    if (step == Step.RCPT) address = line.replaceAll(".*<|>.*", "");
                    if (!goesOn(step, line + "\r\n") || step == Step.QUIT) return;
                }
            } catch (IOException e) {
                // The other side has hung up.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Step step(String line) {
            var word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            return switch (word) {
                case "EHLO", "HELO" -> Step.EHLO;
                case "MAIL" -> Step.MAIL;
                case "RCPT" -> Step.RCPT;
                case "DATA" -> Step.DATA;
                case "QUIT" -> Step.QUIT;
                default -> Step.OTHER;
            };
        }

        /** Does what the mood says. @return whether the conversation goes on */
        private boolean goesOn(Step step, String request) throws IOException, InterruptedException {
            var act = mood.at(step, address);
            if (act.hangs) {
                while (client.in.read() >= 0) {}
                return false;
            }
            if (act.closes) return false;
            var answer = act.says == null ? real(step, request) : act.says + "\r\n";
            if (step == Step.END && answer.startsWith("2")) {
                taken.add(new Taken(address, id(request), forgets ? "" : request));
                var after = mood.at(Step.TAKEN, address);
                if (after.closes) return false;
            }
            client.write(answer, act.pause);
            if (step == Step.END && mood.at(Step.ANSWERED, address).closes) return false;
            return step != Step.DATA || !answer.startsWith("354") || goesOn(Step.END, data());
        }

        private String real(Step step, String request) throws IOException, InterruptedException {
            if (server != null) {
                if (!request.isEmpty()) server.write(request, 0);
                return server.answer();
            }
            return switch (step) {
                case GREETING -> "220 moody\r\n";
                case DATA -> "354 go on\r\n";
                case QUIT -> "221 bye\r\n";
                default -> "250 ok\r\n";
            };
        }

        /** The mail as it comes over the wire, with the dot at its end. */
        private String data() throws IOException {
            var lines = new ArrayList<String>();
            String line;
            do {
                line = client.in.readLine();
                if (line == null) throw new IOException("The client is gone");
                lines.add(line);
            } while (!line.equals("."));
            return String.join("\r\n", lines) + "\r\n";
        }

        private String id(String data) {
            return data.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("message-id:"))
                    .map(line -> line.substring(11).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
