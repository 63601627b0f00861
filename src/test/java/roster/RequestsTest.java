package roster;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.AnnotatedElement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import roster.access.AccessModel;
import roster.access.AccessModels;
import roster.web.Csrf;

/**
 * Sends generated values to every field, query, path, cookie and header that the program reads. It finds them by itself:
 * in the forms of the pages of an organization in which much has happened, in the signatures of endpoints, and, for
 * cookies and headers, in the sources.
 *
 * <p>{@code -Drequests=200000} sends so many requests, {@code -Dseed=…} others.
 */
@QuarkusTest
class RequestsTest extends RosterTest {
    private static final int REQUESTS = Integer.getInteger("requests", 3000);
    private static final long SEED = Long.getLong("seed", 2026);

    /** After so many requests an organization has few rows left to meet. */
    private static final int FOR_ONE_ORGANIZATION = 2000;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long MOST_GROWTH = 64L << 20;

    /** All that the program means to say; 0 is a connection closed, as at requests that are none. */
    private static final Set<Integer> KNOWN =
            Set.of(200, 302, 303, 400, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 429, 431);

    /** What only a program that has failed says. */
    private static final Pattern LEAK = Pattern.compile(
            "\\bat [\\w.$/]+\\(\\w+\\.java:\\d+\\)|\\b(\\w+\\.){2,9}[A-Z]\\w*(Exception|Error)\\b|\\b(org\\.(hibernate|postgresql|jboss|jsoup)|io\\.(quarkus|vertx|netty|smallrye))\\."
                    + "|SQLState|PSQLException|ERROR: |\\bselect \\w+\\.\\w+.* from |<script>alert|<img src=x|<svg/onload");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern READ = Pattern.compile(
            "getHeader\\(\"([\\w-]+)\"\\)|HttpHeaders\\.([A-Z_]+)\\b|(?:COOKIE|_COOKIE) = \"(\\w+)\"|cookies\\.get\\(request, \"(\\w+)\"");

    /** The sign-in of Quarkus has cookies of its own. */
    private static final List<String> COOKIES_OF_SIGN_IN =
            List.of("q_session", "q_session_chunk_1", "q_auth_x", "q_post_logout");

    /** Proxies and browsers send these, and the program must not mind. */
    private static final List<String> HEADERS_OF_OTHERS = List.of(
            "Host",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "Forwarded",
            "Referer",
            "User-Agent",
            "Cookie",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "Accept-Encoding",
            "Authorization",
            "HX-Request",
            "HX-Current-URL",
            "Content-Type",
            "Expect");

    @Inject
    AccessModels models;

    private final Random random = new Random(SEED);
    private final byte[] picture = picture();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Duration slowest = Duration.ZERO;
    private String slowestRequest = "";

    /**
     * A place for values.
     *
     * @param path with {@code {org}} and other placeholders
     * @param good fields as the page has them
     * @param names of the fields, or of the query
     * @param files whether the form can hold a file
     */
    private record Place(
            String who, String verb, String path, Map<String, String> good, List<String> names, boolean files) {
        boolean isForm() {
            return verb.equals("POST");
        }
    }

    @Test
    void whatever_is_sent_the_program_answers_calmly() throws IOException {
        assertThat(Payloads.number()).isGreaterThan(300);
        System.out.printf("%d requests, seed %d%n", REQUESTS, SEED);
        var offered = models.all();
        var before = 0L;
        var after = 0L;
        for (var sent = 0; sent < REQUESTS; sent += FOR_ONE_ORGANIZATION) {
            var scene = new Scene(offered.get(sent / FOR_ONE_ORGANIZATION % offered.size()));
            try (var wire = new Wire()) {
                for (var i = sent; i < Math.min(REQUESTS, sent + FOR_ONE_ORGANIZATION); i++) one(wire, scene, i);
            }
            scene.check();
            after = heap();
            if (sent == 0) before = after;
        }
        System.out.printf(
                "%d requests, seed %d: %s; slowest %d ms (%s); heap %d MB after the first %d, %d MB at the end%n",
                REQUESTS,
                SEED,
                statuses,
                slowest.toMillis(),
                slowestRequest,
                before >> 20,
                FOR_ONE_ORGANIZATION,
                after >> 20);
        assertThat(after - before).as("bytes that the heap has grown by").isLessThan(MOST_GROWTH);
        assertThat(statuses.keySet()).as("enough was answered well").contains(200, 303, 422);
    }

    private void one(Wire wire, Scene scene, int number) throws IOException {
        var place = scene.places.get(random.nextInt(scene.places.size()));
        var who = random.nextInt(8) > 0
                ? place.who
                : List.of("Ada", "Ben", "Dora", "Nemo", "nobody").get(random.nextInt(5));
        var request = scene.request(place, who);
        var what = "request %d of seed %d, %s: %s".formatted(number, SEED, who, text(request));
        Wire.Answer reply;
        try {
            reply = wire.send(request);
        } catch (IOException e) {
            throw new AssertionError("No answer to " + what, e);
        }
        // A machine that does other things, too, may be late once, or twice.
        var took = reply.took();
        for (var i = 0; i < 4 && took.compareTo(LONGEST) > 0; i++)
            took = wire.send(request).took();
        assertThat(took).as(what).isLessThan(LONGEST);
        if (took.compareTo(slowest) > 0) {
            slowest = took;
            slowestRequest = what.lines().findFirst().orElseThrow();
        }
        statuses.merge(reply.status(), 1, Integer::sum);
        if (reply.status() != 0)
            assertThat(KNOWN).as("%s\n%s", what, reply.body()).contains(reply.status());
        else assertThat(scene.isOdd).as("closed without an answer: %s", what).isTrue();
        // The server has refused what is no request; only in tests does it tell more than the status.
        if (reply.status() == 400 && reply.body().startsWith("{\"details\":\"Error id")) return;
        assertThat(LEAK.matcher(reply.body()).results().map(r -> r.group()))
                .as("%s\n%s", what, reply.body())
                .isEmpty();
        assertThat(reply.head()).as(what).doesNotContainIgnoringCase("\nx-injected:");
        if (reply.status() == 303 && place.isForm()) scene.refresh(place, who);
    }

    private static String text(byte[] request) {
        var text = new String(request, 0, Math.min(request.length, 3000), StandardCharsets.ISO_8859_1);
        return text.replaceAll("q_session[^\\r;]*", "q_session…");
    }

    /** What the heap holds when all that is over is gone. */
    private static long heap() {
        BudgetTest.Statements.ALL.clear();
        RealMail.forget();
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The names of cookies and of headers that the sources read. */
    private static void readNames(BiConsumer<String, Boolean> isHeader) {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "roster"))) {
            for (var file : files.filter(
                            f -> f.toString().endsWith(".java") && !f.toString().contains("dev"))
                    .toList()) {
                for (var found : READ.matcher(Files.readString(file)).results().toList()) {
                    if (found.group(1) != null) isHeader.accept(found.group(1), true);
                    if (found.group(2) != null) isHeader.accept(found.group(2).replace('_', '-'), true);
                    if (found.group(3) != null) isHeader.accept(found.group(3), false);
                    if (found.group(4) != null) isHeader.accept(found.group(4), false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An organization of Ada's in which much has happened, and all places in it and around it that take a value. */
    private final class Scene {
        final Map<String, Visitor> people = new HashMap<>();
        final Map<String, String> tokens = new HashMap<>();
        final Map<String, String> ids = new HashMap<>();
        final List<Place> places = new ArrayList<>();
        final Set<String> cookies = new LinkedHashSet<>(COOKIES_OF_SIGN_IN);
        final Set<String> headers = new LinkedHashSet<>(HEADERS_OF_OTHERS);
        final AccessModel model;
        final UUID organization;
        final UUID project;
        final String world = UUID.randomUUID().toString().substring(0, 6);

        /** Whether the last request was hardly one. */
        boolean isOdd;

        Scene(AccessModel model) {
            this.model = model;
            var ada = signedIn("Ada" + world);
            var slug = found(ada, model.key());
            var path = "/organizations/" + slug;
            organization = (UUID) sql("select id from organization where slug = ?1", slug);
            ids.put("org", slug);
            var roles = assignable(ada.open(path + "/invitations/new"));
            var next = roles.stream()
                    .filter(role -> !role.equals(model.ownerRole().key()))
                    .findFirst()
                    .orElseThrow();
            var least = roles.get(roles.size() - 1);
            people.put("Ben", join(ada, slug, "Ben" + world, next));
            var rain = createProject(ada, slug, "Rain");
            project = (UUID) sql("select id from project where organization_id = ?1 and slug = ?2", organization, rain);
            ids.put("project", rain);
            var reader = least(ada.open(path + "/projects/" + rain + "/collaborators")
                    .page()
                    .select("select[name=role] option"));
            join(ada, slug, "Cleo" + world, least, rain, reader);
            join(ada, slug, "Eve" + world, least);
            join(ada, slug, "Kim" + world, least);
            ada.post(path + "/members/" + member(slug, "Kim" + world) + "/removal");
            for (var name : List.of("Dora", "Finn", "Gina")) invite(ada, slug, name + world, least, rain, reader);
            sqlUpdate(
                    "update invitation set expires = now() - interval '1 day' where id = ?1",
                    invitation(slug, "Finn" + world));
            ada.post(path + "/invitations/" + invitation(slug, "Gina" + world) + "/revocation");
            people.put("Ada", ada);
            people.put("Dora", signedIn("Dora" + world));
            people.put("Nemo", signedIn("Nemo" + world));
            people.put("Gus", signedIn("Gus" + world));
            people.put("nobody", new Visitor());
            sqlUpdate("""
                    insert into access_request (organization_id, id, kind, account_id, name, email, address, role, message, created)
                    select ?1, gen_random_uuid(), 'JOIN', a.id, a.name, a.email, a.address, ?3, '', now()
                    from account a where a.address = ?2""", organization, address("Gus" + world), least);
            ada.post(path + "/join-link", "role", least, "uses", "5");
            ada.post(path + "/ownership", "account", account("Ben" + world).toString());
            var batch = ada.post(
                    path + "/batches",
                    "rows",
                    "address,role\n%s,%s\nnobody,king\n".formatted(address("Lena" + world), least),
                    "role",
                    least);
            ids.put("batch", batch.header("location").replaceAll(".*/", ""));
            ids.put("member", member(slug, "Cleo" + world).toString());
            ids.put("account", account("Cleo" + world).toString());
            ids.put("collaborator", collaborator(slug, rain, "Cleo" + world).toString());
            ids.put("invitation", invitation(slug, "Dora" + world).toString());
            ids.put(
                    "departure",
                    sql("select cast(id as text) from departure where organization_id = ?1 limit 1", organization)
                            .toString());
            ids.put(
                    "request",
                    sql("select cast(id as text) from access_request where organization_id = ?1 limit 1", organization)
                            .toString());
            ids.put("digest", "0".repeat(64));
            ids.put("organization", organization.toString());
            ids.put("accent", "663399");
            people.get("Dora").open(link(ada, path + "/invitations/" + ids.get("invitation")));
            people.get("Nemo").open(link(ada, path + "/join-link"));
            people.forEach((name, visitor) -> tokens.put(name, visitor.token()));
            readNames((name, isHeader) -> (isHeader ? headers : cookies).add(isHeader ? name : "roster-" + name));
            cookies.add("zone");
            for (var who : List.of("Ada", "Dora", "Nemo", "nobody")) walk(who);
            Endpoint.all().forEach(this::add);
            assertThat(places.stream().filter(Place::isForm).map(place -> place.path.replaceAll("\\{[^}]+}", "{}")))
                    .as("forms for every endpoint")
                    .containsAll(Endpoint.all().stream()
                            .filter(Endpoint::isChange)
                            .map(endpoint -> endpoint.path().replaceAll("\\{[^}]+}", "{}"))
                            .toList());
        }

        private String link(Visitor ada, String path) {
            return ada.open(ada.post(path + "/link").header("location"))
                    .page()
                    .select("#flash-link")
                    .val();
        }

        private List<String> assignable(Visitor.Answer page) {
            return page.page().select("[name=role]").stream()
                    .flatMap(field -> field.is("select") ? field.select("option").stream() : Stream.of(field))
                    .map(Element::val)
                    .filter(role -> !role.isEmpty())
                    .toList();
        }

        private String least(List<Element> options) {
            return options.stream()
                    .map(Element::val)
                    .filter(role -> !role.isEmpty())
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }

        /** Follows all links from all pages that somebody can name, each kind of page once, and keeps the forms there. */
        private void walk(String who) {
            var visitor = people.get(who);
            var open = new ArrayDeque<String>();
            var seen = new HashSet<String>();
            for (var endpoint : Endpoint.all()) if (!endpoint.isChange()) open.add(endpoint.path(ids));
            while (!open.isEmpty()) {
                var address = open.poll();
                if (!seen.add(general(address).replaceAll("=[^&]+", "=")) || seen.size() > 300) continue;
                var answer = visitor.get(address);
                if (answer.status() == 303) open.add(answer.header("location").replace(Visitor.base(), ""));
                if (answer.status() != 200 || !answer.header("content-type").startsWith("text/html")) continue;
                var page = answer.page();
                for (var link : page.select("a[href^=/]:not([href^=//])")) {
                    if (link.attr("href").startsWith("/sign-")) continue;
                    open.add(link.attr("href").replaceFirst("#.*", ""));
                }
                for (var form : page.select("form[action]")) add(who, form);
            }
        }

        private void add(String who, Element form) {
            var good = new LinkedHashMap<String, String>();
            for (var field : form.select("[name]")) {
                if (field.attr("name").equals(Csrf.FIELD)) continue;
                var chosen = field.is("select")
                        ? field.select("option[selected], option").first()
                        : field;
                good.putIfAbsent(field.attr("name"), chosen == null ? "" : chosen.val());
            }
            var action = URI.create(form.absUrl("action")).getRawPath();
            var signsOut = action.startsWith("/sign-");
            var place = new Place(
                    signsOut ? "Gus" : who,
                    form.attr("method").equalsIgnoreCase("post") ? "POST" : "GET",
                    templated(action),
                    good,
                    List.copyOf(good.keySet()),
                    form.select("input[type=file]").size() > 0);
            if (!places.contains(place)) places.add(place);
        }

        /** The places that the endpoint's signature tells of. */
        private void add(Endpoint endpoint) {
            var names = new ArrayList<String>();
            var files = false;
            for (var parameter : endpoint.method().getParameters()) {
                name(parameter, parameter.getName()).ifPresent(names::add);
                files |= parameter.getType() == FileUpload.class;
                if (parameter.isAnnotationPresent(HeaderParam.class)) {
                    headers.add(parameter.getAnnotation(HeaderParam.class).value());
                }
                if (!parameter.isAnnotationPresent(BeanParam.class)) continue;
                for (var field : parameter.getType().getDeclaredFields())
                    name(field, field.getName()).ifPresent(names::add);
            }
            var who = endpoint.path().startsWith("/sign")
                    ? "Gus"
                    : endpoint.path().startsWith("/invitations/")
                            ? "Dora"
                            : endpoint.path().startsWith("/join") ? "Nemo" : "Ada";
            places.add(new Place(who, endpoint.verb(), endpoint.path(), Map.of(), names, files));
        }

        private Optional<String> name(AnnotatedElement element, String name) {
            var form = element.getAnnotation(RestForm.class);
            if (form != null) return Optional.of(form.value().isEmpty() ? name : form.value());
            var query = element.getAnnotation(QueryParam.class);
            return query == null ? Optional.empty() : Optional.of(query.value());
        }

        /** The address with what only this organization has as placeholders. */
        private String templated(String path) {
            return path.replaceFirst("^/organizations/" + ids.get("org") + "(?=/|$)", "/organizations/{org}")
                    .replaceFirst(
                            "^/organizations/\\{org}/projects/" + ids.get("project") + "(?=/|$)",
                            "/organizations/{org}/projects/{project}");
        }

        private String general(String address) {
            return ID.matcher(templated(address)).replaceAll("{id}");
        }

        /** Puts right what a request that succeeded has changed: what things are called, and who is signed in. */
        void refresh(Place place, String who) {
            var rows = sqlAll("select slug from organization where id = ?1", organization);
            if (!rows.isEmpty()) ids.put("org", rows.get(0).toString());
            rows = sqlAll("select slug from project where organization_id = ?1 and id = ?2", organization, project);
            if (!rows.isEmpty()) ids.put("project", rows.get(0).toString());
            if (place.path.startsWith("/sign") && !who.equals("nobody")) {
                people.put(who, signedIn(who + world));
                tokens.put(who, people.get(who).token());
            }
        }

        /** What must hold whatever was sent: the owners are there, and their pages open. */
        void check() {
            var counted = (Object[]) sql("""
                    select o.owners, (select count(*) from member m where m.organization_id = o.id and m.role = ?2)
                    from organization o where o.id = ?1""", organization, model.ownerRole().key());
            var owners = ((Number) counted[0]).longValue();
            assertThat(owners).as("owners of " + model.key()).isPositive().isEqualTo(((Number) counted[1]).longValue());
            if (model.policies().singleOwner())
                assertThat(owners).as("owners of " + model.key()).isEqualTo(1);
            // Ada may have left, where others own it with her; whoever owns it sees it whole.
            var owner = (String) sql(
                    "select a.address from member m join account a on a.id = m.account_id where m.organization_id = ?1 and m.role = ?2 limit 1",
                    organization,
                    model.ownerRole().key());
            var path = "/organizations/" + sql("select slug from organization where id = ?1", organization);
            var visitor = new Visitor().signIn(owner);
            for (var page : List.of("", "/members", "/invitations", "/projects", "/audit", "/access", "/settings")) {
                assertThat(visitor.open(path + page).status()).as(path + page).isEqualTo(200);
            }
        }

        /** A request to the place, of which something has been replaced. */
        byte[] request(Place place, String who) {
            isOdd = false;
            var head = new LinkedHashMap<String, String>();
            head.put("Host", Visitor.base().replaceFirst("http://", ""));
            head.put("Cookie", cookies(who));
            var path = place.path;
            var parameters = Pattern.compile("\\{\\w+}")
                    .matcher(path)
                    .results()
                    .map(r -> r.group())
                    .toList();
            var fields = place.isForm() ? fields(place, who) : place.names.isEmpty() ? "" : query(place);
            var turn = random.nextInt(10);
            if (turn == 0 && !parameters.isEmpty()) {
                path = path.replace(parameters.get(random.nextInt(parameters.size())), Payloads.next(random));
            } else if (turn == 1) {
                var name = List.copyOf(headers).get(random.nextInt(headers.size()));
                head.put(name, header());
                isOdd = true;
            } else if (turn == 2) {
                var name = List.copyOf(cookies).get(random.nextInt(cookies.size()));
                var value = random.nextBoolean() ? Payloads.next(random) : header();
                head.merge("Cookie", name + "=" + value, (all, one) -> all.isEmpty() ? one : one + "; " + all);
                isOdd = true;
            } else if (turn == 3 && !place.isForm()) {
                fields = "page=" + Payloads.next(random);
            }
            path = Endpoint.fill(path, ids);
            var boundary = place.files && random.nextBoolean() ? "b" : null;
            var body = !place.isForm()
                    ? new byte[0]
                    : boundary == null ? fields.getBytes(StandardCharsets.UTF_8) : multipart(place, who);
            if (place.isForm()) {
                head.putIfAbsent(
                        "Content-Type",
                        boundary == null ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=b");
                head.putIfAbsent("Content-Length", String.valueOf(body.length));
            } else if (!fields.isEmpty()) {
                path += "?" + fields;
            }
            isOdd |= path.length() > 4000;
            var lines = head.entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue() + "\r\n")
                    .collect(joining());
            var start = (place.verb + " " + path + " HTTP/1.1\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
            var all = Arrays.copyOf(start, start.length + body.length);
            System.arraycopy(body, 0, all, start.length, body.length);
            return all;
        }

        /** A line of any text: what ends a line would begin another request, whose answer nobody waits for. */
        private String header() {
            return Payloads.any(random).replaceAll("[\\r\\n]", " ");
        }

        private String cookies(String who) {
            return people.get(who).cookies().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(joining("; "));
        }

        private String query(Place place) {
            var name = place.names.get(random.nextInt(place.names.size()));
            return place.names.stream()
                    .filter(n -> n.equals(name) || random.nextInt(4) == 0)
                    .map(n -> n + "=" + Payloads.next(random))
                    .collect(joining("&"));
        }

        private String fields(Place place, String who) {
            var parts = new ArrayList<String>();
            var turn = random.nextInt(20);
            if (turn != 0) parts.add(Csrf.FIELD + "=" + (turn == 1 ? Payloads.next(random) : tokens.get(who)));
            var chosen = place.names.isEmpty() ? "" : place.names.get(random.nextInt(place.names.size()));
            for (var name : place.names) {
                var isChosen = name.equals(chosen) || turn == 2 || turn == 3;
                // What is not there at all.
                if (turn == 4 && isChosen) continue;
                var good = place.good.get(name);
                if (!isChosen && good == null && random.nextBoolean()) continue;
                parts.add(name + "=" + (isChosen || good == null ? Payloads.next(random) : Payloads.encoded(good)));
                for (var i = 0; isChosen && turn == 5 && i < 1 + random.nextInt(3); i++)
                    parts.add(name + "=" + Payloads.next(random));
                if (isChosen && turn == 6) for (var i = 0; i < 350; i++) parts.add(name + "=x");
            }
            if (turn == 7) parts.add(Payloads.next(random) + "=" + Payloads.next(random));
            if (turn == 8) parts.add(Payloads.next(random));
            return String.join("&", parts);
        }

        private byte[] multipart(Place place, String who) {
            var body = new ByteArrayOutputStream();
            part(body, Csrf.FIELD + "\"", tokens.get(who).getBytes(StandardCharsets.UTF_8));
            var chosen = place.names.get(random.nextInt(place.names.size()));
            for (var name : place.names) {
                if (name.equals("file")) continue;
                var value = name.equals(chosen) ? Payloads.any(random) : place.good.getOrDefault(name, "");
                part(body, name + "\"", value.getBytes(StandardCharsets.UTF_8));
            }
            var name = random.nextInt(4) == 0 ? header().replace("\"", "") : "file";
            part(
                    body,
                    "file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream",
                    Payloads.file(random, picture));
            body.writeBytes((random.nextInt(10) == 0 ? "--b" : "--b--\r\n").getBytes(StandardCharsets.UTF_8));
            return body.toByteArray();
        }

        private void part(ByteArrayOutputStream body, String name, byte[] value) {
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(value);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
