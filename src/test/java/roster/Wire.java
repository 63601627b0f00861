package roster;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A connection on which requests go as they are written: no client straightens the path, the host or a header. */
public final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
    private static final Pattern CLOSE = Pattern.compile("(?i)\r\nconnection: *close");

    /** A program that has said nothing for so long has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base = URI.create(Visitor.base());
    private Socket socket;
    private InputStream in;

    /**
     * @param status 0 if the connection was closed without an answer
     * @param head the line with the status, and the headers
     */
    public record Answer(int status, String head, String body, Duration took) {
        public String all() {
            return head + body;
        }
    }

    /** Second names for a path, each made from one with at least two segments, none of which the first wall lets by. */
    public static List<String> spellings(String path) {
        var last = path.lastIndexOf('/');
        var head = path.substring(0, last);
        var tail = path.substring(last + 1);
        return List.of(
                path + ";a",
                path + ";",
                path + ";jsessionid=1",
                head + ";a/" + tail,
                path + "/;a",
                path + "%3b",
                path + "%3Ba=b",
                head + "\\" + tail,
                path + "\\",
                head + "%5c" + tail,
                path + "%5C",
                "/" + path,
                head + "//" + tail,
                path + "//",
                head + "/x/../" + tail,
                head + "/./" + tail,
                path + "/.",
                path + "/..",
                head + "/x/%2e%2e/" + tail,
                head + "/x/.%2E/" + tail,
                head + "/%2e/" + tail,
                head + "%2F" + tail,
                path + "%2f",
                path + "%00",
                path + "%0a",
                path + "%0d%0aX:%20y",
                path + "%7f",
                path + "%252e",
                head + "%252f" + tail,
                path + "%",
                path + "%zz",
                path + "%c0%af",
                head + "%ef%bc%8f" + tail,
                path + "%e2%80%ae",
                head + "/%" + Integer.toHexString(tail.charAt(0)) + tail.substring(1),
                "/%6f" + path.substring(2),
                path + "\u00e9",
                head + "\uff0f" + tail,
                path + "\u0001",
                path + "%20");
    }

    /** Other ways to write an address, which lead to the same place or to none. */
    public static List<String> others(String path) {
        return List.of(
                path + "/",
                path.toUpperCase(Locale.ROOT),
                path + "?",
                path + "?;a",
                path + "?/../x",
                path + "??a=/organizations/new",
                path + "#/organizations/new",
                path + "\t",
                path + ".html",
                path + "?format=csv",
                "http://evil.example" + path,
                Visitor.base() + path);
    }

    /**
     * Sends one request, with the visitor's cookies.
     *
     * @param headers whole lines, each with its end
     */
    public Answer send(Visitor visitor, String verb, String target, String headers, String body) throws IOException {
        var cookies = visitor.cookies().entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        var request = verb + " " + target + " HTTP/1.1\r\n"
                + (headers.contains("Host: ") ? "" : "Host: localhost:" + base.getPort() + "\r\n")
                + headers
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                + (length == 0 ? "" : "Content-Length: " + length + "\r\n")
                + "\r\n"
                + body;
        var answer = send(request.getBytes(StandardCharsets.UTF_8));
        if (answer.status == 0) throw new EOFException("The server has hung up");
        return answer;
    }

    /** Sends what a request consists of; the next one uses the same connection if it can. */
    public Answer send(byte[] request) throws IOException {
        var used = socket != null;
        var start = System.nanoTime();
        try {
            return exchange(request, start);
        } catch (EOFException | SocketException e) {
            close();
            // The server closes after what it could not read, which the next one learns only now.
            return used ? send(request) : new Answer(0, "", "", since(start));
        }
    }

    private Answer exchange(byte[] request, long start) throws IOException {
        if (socket == null) {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            socket.getOutputStream().write(request);
        } catch (SocketException refused) {
            // A server that reads no further may have answered all the same.
        }
        var head = line(true);
        var status = Integer.parseInt(head.split(" ", 3)[1]);
        var length = LENGTH.matcher(head);
        var body = new ByteArrayOutputStream();
        if (CHUNKED.matcher(head).find()) {
            for (int size; (size = Integer.parseInt(line(false).strip(), 16)) > 0; line(false)) body.write(bytes(size));
            line(false);
        } else if (length.find() && request[0] != 'H') {
            body.write(bytes(Integer.parseInt(length.group(1))));
        } else if (request[0] != 'H' && status != 204 && status != 304) {
            // Such an answer is as long as the connection.
            in.transferTo(body);
            close();
        }
        if (CLOSE.matcher(head).find()) close();
        return new Answer(status, head, body.toString(StandardCharsets.UTF_8), since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private byte[] bytes(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) throw new EOFException("The server has hung up");
        return bytes;
    }

    /** One line, or all up to an empty one. */
    private String line(boolean whole) throws IOException {
        var text = new StringBuilder();
        var end = whole ? "\r\n\r\n" : "\r\n";
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            var next = in.read();
            if (next < 0) throw new EOFException("The server has hung up");
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) socket.close();
        socket = null;
    }
}
