package roster.web;

import io.quarkus.qute.EngineBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Sends pages without the indentation of their templates, which is a fifth of a long list. */
@Singleton
class Markup {
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+");

    /** What people typed is not in a template, so it keeps its spaces. */
    void tighten(@Observes EngineBuilder engine) {
        engine.addParserHook(template -> {
            if (template.getTemplateId().startsWith("mail/")) return;
            template.addContentFilter(content -> INDENTATION.matcher(content).replaceAll(""));
        });
    }
}
