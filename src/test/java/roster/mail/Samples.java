package roster.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Facts for whoever looks at all kinds of mail. */
public final class Samples {
    private Samples() {}

    /** Whatever somebody may have typed is this name, or this text; the rest is as in the sample. */
    public static Facts filled(String name, String text) {
        var facts = new JsonObject(Facts.sample().toJson());
        for (var field : List.copyOf(facts.fieldNames())) {
            if (Facts.OURS.contains(field)) continue;
            if (facts.getValue(field) instanceof String) facts.put(field, field.equals("text") ? text : name);
            if (facts.getValue(field) instanceof JsonArray) {
                var lapsed = new Facts.Line(name, name, Instant.EPOCH.toString(), 0).toJson();
                facts.put(field, new JsonArray(List.of(name + ": " + name, name, lapsed)));
            }
        }
        return Facts.of(facts.encode());
    }
}
