package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Roster says is in bundles, one a noun, and each is whole in each language. */
class WordsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    /** Pages that only developers see. */
    private static final Set<String> ENGLISH = Set.of("dev");

    /** Names, and texts that are no words. */
    private static final Pattern NO_WORDS =
            Pattern.compile("Roster|CSV|QR|UTC|example\\.org|(?i:utf-8|text/csv)|[^\\p{L}]|\\b\\p{L}\\b");

    private static final Pattern EXPRESSION = Pattern.compile("\\{[^{}\\s][^{}]*(\\{[^{}]*}[^{}]*)*}");
    private static final Pattern SPOKEN = Pattern.compile("(?:aria-label|title|alt|placeholder|summary)=\"([^\"]*)\"");

    @TestFactory
    List<DynamicTest> every_bundle_is_whole_in_German() throws Exception {
        var tests = new ArrayList<DynamicTest>();
        for (var words : bundles()) {
            tests.add(DynamicTest.dynamicTest(words.getSimpleName(), () -> {
                var german = german(words.getAnnotation(MessageBundle.class).value());
                var keys = new TreeSet<String>();
                for (var message : words.getDeclaredMethods()) {
                    keys.add(message.getName());
                    var said = german.getProperty(message.getName());
                    assertThat(said).as(message.getName()).isNotBlank();
                    for (var parameter : parameters(message)) {
                        assertThat(said)
                                .as(message.getName() + " says its " + parameter)
                                .containsPattern("\\{[^}]*\\b" + parameter + "\\b");
                    }
                }
                assertThat(german.stringPropertyNames())
                        .as("no sentence that nobody says")
                        .isEqualTo(keys);
            }));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @TestFactory
    List<DynamicTest> no_template_says_anything_by_itself() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        try (var files = Files.walk(TEMPLATES)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = TEMPLATES.relativize(file).toString();
                var folder = TEMPLATES.relativize(file).getName(0).toString();
                if (ENGLISH.contains(folder)) continue;
                tests.add(DynamicTest.dynamicTest(name, () -> assertThat(said(Files.readString(file), name))
                        .isEmpty()));
            }
        }
        return tests;
    }

    /** Every file of messages belongs to a bundle. */
    @Test
    void no_file_of_messages_is_left_over() throws Exception {
        var names = new TreeSet<String>();
        for (var words : bundles())
            names.add(words.getAnnotation(MessageBundle.class).value() + "_de.properties");
        try (var files = Files.list(MESSAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    /** The words that stand in a template itself, between its tags and in what is read aloud. */
    private static List<String> said(String template, String name) {
        var plain = EXPRESSION.matcher(template.replaceAll("(?s)\\{!.*?!}", "")).replaceAll(" ");
        var texts = new ArrayList<String>();
        SPOKEN.matcher(plain).results().forEach(found -> texts.add(found.group(1)));
        var between = name.endsWith(".html")
                ? plain.replaceAll("(?s)<!--.*?-->|<style>.*?</style>|<[a-zA-Z/!](?:\"[^\"]*\"|[^\">])*>", "\n")
                : plain;
        texts.addAll(Arrays.asList(between.split("\n")));
        return texts.stream()
                .map(String::strip)
                .filter(text -> !NO_WORDS.matcher(text.replaceAll("&\\w+;", ""))
                        .replaceAll("")
                        .isEmpty())
                .toList();
    }

    private static List<String> parameters(Method message) {
        return Arrays.stream(message.getParameters())
                .map(java.lang.reflect.Parameter::getName)
                .toList();
    }

    private static Properties german(String bundle) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(MESSAGES.resolve(bundle + "_de.properties"))));
        return properties;
    }

    static List<Class<?>> bundles() throws Exception {
        var found = new ArrayList<Class<?>>();
        try (var files = Files.walk(CLASSES.resolve("roster"))) {
            for (var file : files.filter(f -> f.toString().endsWith("Words.class"))
                    .sorted()
                    .toList()) {
                var name = CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                var type = Class.forName(name);
                if (type.isAnnotationPresent(MessageBundle.class)) found.add(type);
            }
        }
        for (var type : found) {
            assertThat(type.getDeclaredMethods()).allSatisfy(message -> assertThat(message.getAnnotation(Message.class))
                    .isNotNull());
        }
        return found;
    }
}
