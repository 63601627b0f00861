package roster.web;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.Results;
import io.quarkus.qute.TemplateNode;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.qute.runtime.MessageBundleRecorder.BundleContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says the sentences of a bundle that are a text, or a text with parameters in it, of which a page has some hundreds. The
 * bundle would compare the name of each with all of its names, and make a template of it; it says all others.
 */
class Sentences implements NamespaceResolver {
    private static final Sentence OTHER = Results::notFound;

    private final String namespace;
    private final Class<?> words;
    private final BundleContext bundles;
    private final Map<Key, Sentence> known = new ConcurrentHashMap<>();

    private Sentences(String namespace, Class<?> words, BundleContext bundles) {
        this.namespace = namespace;
        this.words = words;
        this.bundles = bundles;
    }

    private record Key(Object language, String name, int parameters) {}

    private interface Sentence {
        CompletionStage<Object> said(EvalContext context);
    }

    @Override
    public String getNamespace() {
        return namespace;
    }

    /** Before the bundle itself. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        var key = new Key(
                context.getAttribute(MessageBundles.ATTRIBUTE_LOCALE),
                context.getName(),
                context.getParams().size());
        var sentence = known.get(key);
        if (sentence == null) known.put(key, sentence = sentence(key));
        return sentence.said(context);
    }

    private Sentence sentence(Key key) {
        return Arrays.stream(words.getMethods())
                .filter(method -> method.getName().equals(key.name) && method.getParameterCount() == key.parameters)
                .findFirst()
                .map(method -> sentence((Locale) key.language, method))
                .orElse(OTHER);
    }

    private Sentence sentence(Locale language, Method method) {
        var isFirst = language.equals(Reader.LANGUAGES.get(0));
        var id = namespace + "_" + (isFirst ? "" : language.toLanguageTag() + "_") + method.getName();
        if (!bundles.getMessageTemplates().containsKey(id)) {
            return method.getParameterCount() == 0 ? text(Reader.bundle(words, language), method) : OTHER;
        }
        var names =
                Arrays.stream(method.getParameters()).map(Parameter::getName).toList();
        var parts = new ArrayList<Object>();
        for (var node : MessageBundles.getTemplate(id).getNodes()) {
            var part = node.isText() ? node.asText().getValue() : place(node, names);
            if (part == null) return OTHER;
            parts.add(part);
        }
        return context -> filled(parts, context);
    }

    private static Sentence text(Object bundle, Method method) {
        try {
            CompletionStage<Object> text = CompletedStage.of(method.invoke(bundle));
            return context -> text;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The place of the parameter that stands there alone, or null. */
    private static Integer place(TemplateNode node, List<String> names) {
        if (!node.isExpression()) return null;
        var place = names.indexOf(node.getExpressions().get(0).toOriginalString());
        return place < 0 ? null : place;
    }

    private static CompletionStage<Object> filled(List<Object> parts, EvalContext context) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Integer place) {
                var stage = context.evaluate(context.getParams().get(place));
                if (!(stage instanceof CompletedStage<Object> value) || value.isFailure()) return OTHER.said(context);
                if (value.get() == null || Results.isNotFound(value.get())) return OTHER.said(context);
                text.append(value.get());
            } else {
                text.append(part);
            }
        }
        return CompletedStage.of(text.toString());
    }

    @Singleton
    static class Registration {
        void register(@Observes EngineBuilder engine, BundleContext bundles) {
            bundles.getBundleInterfaces()
                    .forEach((namespace, languages) -> engine.addNamespaceResolver(
                            new Sentences(namespace, languages.get(MessageBundles.DEFAULT_LOCALE), bundles)));
        }
    }
}
