package roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.i18n.MessageBundle;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roster.RosterTest;

/** What templates say is what the program says. */
@QuarkusTest
class SentencesTest extends RosterTest {
    @Inject
    Engine engine;

    @Test
    void every_sentence_is_the_same_in_a_template_and_in_the_program() throws Exception {
        var compared = 0;
        for (var language : Reader.LANGUAGES) {
            var reader = new Reader(language, ZoneOffset.UTC);
            for (var words : WordsTest.bundles()) {
                for (var message : words.getDeclaredMethods()) {
                    var types = message.getParameterTypes();
                    var values = IntStream.range(0, types.length)
                            .mapToObj(i -> value(types[i], i))
                            .toArray();
                    var said = reader.hear(() -> said(message, values));
                    // Twice, as the second time it is remembered.
                    for (var i = 0; i < 2; i++) {
                        assertThat(reader.hear(() -> inTemplate(words, message, values)))
                                .as("%s %s", language, message)
                                .isEqualTo(said);
                    }
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    private static Object value(Class<?> type, int place) {
        if (type == long.class) return 3L + place;
        if (type == int.class || type == Integer.class) return 7 + place;
        if (type == boolean.class) return true;
        if (type == List.class) return List.of("Rain", "<Snow>");
        assertThat(type).isEqualTo(String.class);
        return "<Ana & {Ben}> Ünal " + place;
    }

    private static String said(Method message, Object... values) {
        try {
            return (String) message.invoke(Reader.say(message.getDeclaringClass()), values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(message.toString(), e);
        }
    }

    private String inTemplate(Class<?> words, Method message, Object... values) {
        var names =
                IntStream.range(0, values.length).mapToObj(i -> "p" + i).collect(Collectors.joining(", ", "(", ")"));
        var template = engine.parse(
                        "{" + words.getAnnotation(MessageBundle.class).value() + ":" + message.getName()
                                + (values.length == 0 ? "" : names) + "}")
                .instance();
        for (var i = 0; i < values.length; i++) template.data("p" + i, values[i]);
        return template.render();
    }
}
