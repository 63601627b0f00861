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
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A connection on which requests go as they are written: no client straightens the path, the host or a header. */
public final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int PATIENCE = 30_000;

    private final URI base = URI.create(Visitor.base());
    private Socket socket;
    private InputStream in;

    public record Answer(int status, String head, String body) {
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
        var content = body.getBytes(StandardCharsets.UTF_8);
        var request = verb + " " + target + " HTTP/1.1\r\n"
                + (headers.contains("Host: ") ? "" : "Host: localhost:" + base.getPort() + "\r\n")
                + headers
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                + (content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n")
                + "\r\n"
                + body;
        var used = socket != null;
        try {
            return exchange(request);
        } catch (EOFException | SocketException e) {
            close();
            // The server closes after what it could not read, which the next one learns only now.
            if (!used) throw e;
            return exchange(request);
        }
    }

    private Answer exchange(String request) throws IOException {
        if (socket == null) {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout(PATIENCE);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        var head = line(true);
        var length = LENGTH.matcher(head);
        var body = new ByteArrayOutputStream();
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            for (int size; (size = Integer.parseInt(line(false).strip(), 16)) > 0; line(false)) {
                body.write(in.readNBytes(size));
            }
            line(false);
        } else if (length.find() && !request.startsWith("HEAD ")) {
            body.write(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        if (head.toLowerCase(Locale.ROOT).contains("connection: close")) close();
        return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, body.toString(StandardCharsets.UTF_8));
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
