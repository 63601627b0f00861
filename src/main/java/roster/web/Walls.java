package roster.web;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roster.account.Provider;

/** What every request meets before anything else: one spelling for each path, forms only from here, strict headers, its turn. */
@ApplicationScoped
class Walls {
    /** Path spellings that name a thing in a second way: ; \ // . .. and anything encoded, which no path here needs. */
    private static final Pattern ODD_PATH = Pattern.compile(";|\\\\|//|(^|/)\\.{1,2}(/|$)|%|[^\\x21-\\x7e]");

    private static final Pattern FROM_LINKS = Pattern.compile("/invitations/.*|/join(/.*)?");
    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded *(;[^,]*)?", Pattern.CASE_INSENSITIVE);

    /** The forms with a file; there the framework keeps it in a temporary file until the answer is sent. */
    private static final Pattern WITH_FILE = Pattern.compile("/organizations/[^/]+/(batches|branding)");

    private static final Pattern FORM_WITH_FILE =
            Pattern.compile("multipart/form-data *; *boundary=[^;,]+", Pattern.CASE_INSENSITIVE);

    /** What is the same for everybody: files, colours and logos. */
    private static final Pattern FOR_ALL = Pattern.compile("/(roster|pencil)\\.[a-z]+|/(webjars|brands)/.*");

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String origin;
    private final String authority;
    private final boolean https;
    private final Provider provider;
    private final Turns turns;
    private final Map<Locale, String> refusals = new ConcurrentHashMap<>();
    private volatile String policy;

    Walls(Settings settings, Provider provider, Turns turns) {
        this.provider = provider;
        this.turns = turns;
        var base = URI.create(settings.baseUrl());
        origin = origin(base);
        authority = base.getAuthority();
        https = base.getScheme().equals("https");
    }

    void register(@Observes Filters filters) {
        filters.register(this::guard, 10_000);
    }

    private void guard(RoutingContext context) {
        headers(context);
        var request = context.request();
        // Whatever host a request names, whoever asks for it later is told the configured one.
        request.headers().set(HttpHeaders.HOST, authority);
        var path = request.path() == null ? "" : request.path();
        // Who asks is not looked at: a session that is over would lead a style sheet to sign-in.
        if (FOR_ALL.matcher(path).matches()) request.headers().remove(HttpHeaders.COOKIE);
        if (ODD_PATH.matcher(path).find()) {
            Errors.plain(context, 400, WebWords::oddAddress, WebWords::oddSpelling);
        } else if (!SAFE.contains(request.method()) && !fromHere(request)) {
            Errors.plain(context, 403, WebWords::foreignForm, WebWords::foreignFormWhy);
        } else if (!SAFE.contains(request.method()) && !isForm(request)) {
            Errors.plain(context, 415, WebWords::noForm, WebWords::noFormWhy);
        } else if (!clear(request)) {
            Errors.plain(context, 400, WebWords::oddAddress, WebWords::oddQuery);
        } else if (!path.startsWith("/q/") && !turns.take(context)) {
            Errors.plain(context, 503, refusal(Reader.of(context)));
        } else {
            context.next();
        }
    }

    /** Made once for each language: a node that is full has no time to make pages for those whom it refuses. */
    private String refusal(Reader reader) {
        return refusals.computeIfAbsent(
                reader.language(), any -> Errors.wall(reader, WebWords::busy, WebWords::busyWhy));
    }

    /** Whether each part of the query is there once, and none holds NUL. */
    private static boolean clear(HttpServerRequest request) {
        try {
            var parameters = request.params();
            return parameters.names().stream()
                            .allMatch(name -> parameters.getAll(name).size() == 1)
                    && parameters.entries().stream().noneMatch(e -> (e.getKey() + e.getValue()).indexOf(0) >= 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Browsers tell where a form comes from (Fetch Metadata, Origin); what is no browser has no session to abuse. */
    private boolean fromHere(HttpServerRequest request) {
        var site = only(request, "Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) return false;
        var sender = only(request, "Origin");
        // Pages that send no referrer, those of invitations, send their forms from "null".
        return sender == null || sender.equals(origin) || sender.equals("null") && "same-origin".equals(site);
    }

    /** Nothing else is looked at, so that no file of a multipart form reaches the disk but where one is expected. */
    private static boolean isForm(HttpServerRequest request) {
        var type = only(request, "Content-Type");
        return type != null
                && (FORM.matcher(type).matches()
                        || WITH_FILE.matcher(request.path()).matches()
                                && FORM_WITH_FILE.matcher(type).matches());
    }

    /** What the request says of this, or null; nothing that counts if it says it twice, for it may mean the other one. */
    private static String only(HttpServerRequest request, String header) {
        var said = request.headers().getAll(header);
        return said.size() > 1 ? "" : request.getHeader(header);
    }

    private void headers(RoutingContext context) {
        // The developer's console of Quarkus, which no production build has, lives by its own rules.
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT
                && context.request().path().startsWith("/q/")) return;
        var headers = context.response().headers();
        headers.set("Content-Security-Policy", policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        var path = context.request().path();
        headers.set(
                "Referrer-Policy", path != null && FROM_LINKS.matcher(path).matches() ? "no-referrer" : "same-origin");
        // Files are named by the extension that serves them; every page may hold people.
        if (path == null || !FOR_ALL.matcher(path).matches()) headers.set("Cache-Control", "no-store");
        if (https) headers.set("Strict-Transport-Security", "max-age=31536000");
    }

    /** Forms may lead to the provider's sign-in and sign-out too, for browsers apply form-action to redirects. */
    private String policy() {
        if (policy == null) {
            var addresses = provider.addresses();
            if (addresses.isEmpty()) return policy("'self'");
            policy = policy(
                    "'self' " + addresses.stream().map(Walls::origin).distinct().collect(Collectors.joining(" ")));
        }
        return policy;
    }

    private static String policy(String forms) {
        return "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'; form-action " + forms;
    }

    private static String origin(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }
}
