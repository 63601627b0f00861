package roster.web;

import io.quarkus.arc.Arc;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who reads a page or a mail: in which language, and by which clock. Of a page it is the browser's; of a mail, what the
 * browser of its recipient said last.
 *
 * @param language one of {@link #LANGUAGES}
 */
public record Reader(Locale language, ZoneId zone) {
    /** The languages that Roster speaks; the first is everybody's who asks for none of them. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    /** Somebody of whom nothing is known. */
    public static final Reader ANYBODY = new Reader(LANGUAGES.get(0), ZoneId.of("UTC"));

    /** Written by the browser, for only a script there knows the time zone. */
    private static final String ZONE_COOKIE = "zone";

    /** Looked up once, as a page says many things. */
    private static final ClassValue<Map<Locale, Object>> BUNDLES = new ClassValue<>() {
        @Override
        protected Map<Locale, Object> computeValue(Class<?> words) {
            return LANGUAGES.stream()
                    .collect(Collectors.toUnmodifiableMap(language -> language, language -> bundle(words, language)));
        }
    };

    private static final String KEY = "roster.reader";
    private static final ThreadLocal<Reader> SPOKEN_TO = new ThreadLocal<>();

    /** Whom the program is speaking to: whom it was told to, else the person at the browser, else anybody. */
    public static Reader current() {
        var told = SPOKEN_TO.get();
        if (told != null) return told;
        var arc = Arc.container();
        if (arc == null || !arc.requestContext().isActive()) return ANYBODY;
        var request = arc.instance(CurrentVertxRequest.class).get().getCurrent();
        return request == null ? ANYBODY : of(request);
    }

    /** The person at the browser that sent this request. */
    public static Reader of(RoutingContext request) {
        Reader known = request.get(KEY);
        if (known == null) {
            var zone = request.request().getCookie(ZONE_COOKIE);
            known = new Reader(
                    language(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                    zone(zone == null ? null : zone.getValue().replace("%2F", "/")));
            request.put(KEY, known);
        }
        return known;
    }

    /** The reader that an account's row knows; either can be null. */
    public static Reader of(String language, String zone) {
        return new Reader(language(language), zone(zone));
    }

    /** The sentences of a bundle in the language of {@link #current()}. */
    public static <T> T say(Class<T> words) {
        return words.cast(BUNDLES.get(words).get(current().language()));
    }

    static Object bundle(Class<?> words, Locale language) {
        return language.equals(LANGUAGES.get(0))
                ? MessageBundles.get(words)
                : MessageBundles.get(words, Localized.Literal.of(language.toLanguageTag()));
    }

    /** Has everything that is said meanwhile, on this thread, be said to this reader. */
    public <T> T hear(Supplier<T> said) {
        var before = SPOKEN_TO.get();
        SPOKEN_TO.set(this);
        try {
            return said.get();
        } finally {
            if (before == null) SPOKEN_TO.remove();
            else SPOKEN_TO.set(before);
        }
    }

    /** The first that both know, by the weights of RFC 9110, 12.5.4; what cannot be read asks for nothing. */
    private static Locale language(String accepted) {
        if (accepted == null || accepted.length() > 200) return LANGUAGES.get(0);
        try {
            var found = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return found == null ? LANGUAGES.get(0) : found;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // The second is what the parser says of "-".
            return LANGUAGES.get(0);
        }
    }

    private static ZoneId zone(String name) {
        return name != null && ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ANYBODY.zone();
    }

    /** Has every template speak to whoever reads it. */
    @Singleton
    static class Templates {
        void speak(@Observes EngineBuilder engine) {
            engine.addTemplateInstanceInitializer(template -> template.setAttribute(
                    MessageBundles.ATTRIBUTE_LOCALE, current().language()));
        }
    }

    /** For templates: {@code reader:language}, {@code reader:zone}. */
    @TemplateExtension(namespace = "reader")
    static class Extensions {
        static String language() {
            return current().language().toLanguageTag();
        }

        static String zone() {
            return current().zone().getId();
        }
    }
}
