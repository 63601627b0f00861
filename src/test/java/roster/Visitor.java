package roster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Somebody with a browser: keeps cookies, follows redirects, fills in the forms of pages. What a page does not offer,
 * {@link #post} sends all the same, as an attacker would.
 */
public final class Visitor {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final String base;
    private final String known;
    private Answer last;

    /** Visits the program under test. */
    public Visitor() {
        this(base(), base());
    }

    /**
     * Visits a program elsewhere.
     *
     * @param base where it answers
     * @param known the address by which it is known, and which its answers name
     */
    public Visitor(String base, String known) {
        this.base = base;
        this.known = known;
    }

    /** Status, headers and body of the last answer in a chain of redirects. */
    public record Answer(int status, URI address, Map<String, List<String>> headers, String body) {
        public Document page() {
            return Jsoup.parse(body, address.toString());
        }

        public String text() {
            return page().text();
        }

        public String title() {
            return page().select("h1").text();
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(), List.of("")).get(0);
        }

        /** The sentence beside a field, or an empty text. */
        public String problem(String field) {
            return page().select("#" + field + "-error").text();
        }
    }

    public static String base() {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return "http://localhost:" + port;
    }

    /** Signs in at the provider of development, which takes any name; an address is taken as the address. */
    public Visitor signIn(String name) {
        open("/sign-in");
        var form = last.page().select("form:has(input[name=name])").first();
        if (form == null) throw new AssertionError("No sign-in form at " + last.address() + ": " + last.text());
        submit(form, Map.of("name", name));
        if (last.status() != 200) throw new AssertionError("Sign-in of " + name + " led to " + last.status());
        return this;
    }

    /** Follows redirects; the answer at their end. */
    public Answer open(String path) {
        return follow(get(path));
    }

    /** One request, without following. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends the form with this action, of the page that was opened last, with some fields filled in; follows redirects. */
    public Answer submit(String action, Map<String, String> fields) {
        var form = last.page().select("form[action=" + action + "]").first();
        if (form == null) throw new AssertionError("No form " + action + " at " + last.address());
        return submit(form, fields);
    }

    public Answer submit(Element form, Map<String, String> fields) {
        return follow(send(form, fields));
    }

    /** Sends the form with some fields filled in; one request, without following. */
    public Answer send(Element form, Map<String, String> fields) {
        var all = new LinkedHashMap<String, String>();
        for (var field : form.select(
                "input[name]:not([type=radio], [type=checkbox]), input[checked], textarea[name], select[name]")) {
            var option = field.select("option[selected]").isEmpty()
                    ? field.select("option").first()
                    : field.select("option[selected]").first();
            all.put(
                    field.attr("name"),
                    option == null
                            ? field.tagName().equals("textarea") ? field.wholeText() : field.val()
                            : option.val());
        }
        all.putAll(fields);
        return send(request(form.absUrl("action")).POST(body(all)));
    }

    /** A POST with this visitor's own token and any fields, also more than one of a name; one request, without following. */
    public Answer post(String path, String... fields) {
        var text = new StringBuilder(encoded(Map.of("csrf-token", token())));
        for (var i = 0; i < fields.length; i += 2) text.append('&').append(encoded(Map.of(fields[i], fields[i + 1])));
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(text.toString())));
    }

    /** A form with a file, and with other fields before it; one request, without following. */
    public Answer upload(String path, String token, String field, byte[] file, String... fields) {
        var body = new ByteArrayOutputStream();
        part(body, "csrf-token\"", token.getBytes(StandardCharsets.UTF_8));
        for (var i = 0; i < fields.length; i += 2) {
            part(body, fields[i] + '"', fields[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        part(body, field + "\"; filename=\"file\"\r\nContent-Type: application/octet-stream", file);
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] value) {
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(value);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Any request at all, with this visitor's cookies; without following. */
    public Answer send(HttpRequest.Builder builder) {
        if (!cookies.isEmpty()) {
            var header = new ArrayList<String>();
            cookies.forEach((name, value) -> header.add(name + "=" + value));
            builder.header("Cookie", String.join("; ", header));
        }
        try {
            var response =
                    HTTP.send(builder.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            last = new Answer(
                    response.statusCode(), response.uri(), response.headers().map(), response.body());
            return last;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has this browser send a header with each request from now on. */
    public Visitor header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Has this browser keep a cookie, as one of its scripts would. */
    public Visitor cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public HttpRequest.Builder request(String path) {
        var address = path.startsWith("http") ? path : base + path;
        var request =
                HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/x-www-form-urlencoded");
        headers.forEach(request::header);
        return request;
    }

    public static HttpRequest.BodyPublisher body(Map<String, String> fields) {
        return null == fields
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(encoded(fields));
    }

    public static String encoded(Map<String, String> fields) {
        var text = new StringBuilder();
        fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** The token that this visitor's forms carry. */
    public String token() {
        var page = last == null || last.page().select("input[name=csrf-token]").isEmpty() ? open("/") : last;
        var field = page.page().select("input[name=csrf-token]").first();
        return field == null ? "" : field.val();
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Answer last() {
        return last;
    }

    private Answer follow(Answer answer) {
        for (var i = 0; i < 10 && answer.status() >= 300 && answer.status() < 400; i++) {
            var target = answer.address().resolve(answer.header("location")).toString();
            answer = get(target.startsWith(known) ? base + target.substring(known.length()) : target);
        }
        return answer;
    }

    /** Cookies have no domain here: a visitor talks to hosts that never share names of cookies. */
    private void keep(String header) {
        var pair = header.split(";", 2)[0].split("=", 2);
        var gone = header.toLowerCase().contains("max-age=0") || pair[1].isEmpty();
        if (gone) cookies.remove(pair[0]);
        else cookies.put(pair[0], pair[1]);
    }
}
