package roster.web;

import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;

/** One message from a change to the next page. It travels in a sealed cookie, so that nobody else can put words there. */
@Named("flash")
@RequestScoped
public class Flash {
    private static final String COOKIE = "flash";
    private static final int SECONDS = 60;

    private final RoutingContext request;
    private final Keys keys;
    private final Cookies cookies;
    private Optional<Message> message;

    Flash(RoutingContext request, Keys keys, Cookies cookies) {
        this.request = request;
        this.keys = keys;
        this.cookies = cookies;
    }

    /**
     * @param link a link to copy, or null
     * @param action the path of this installation that a button beside it posts to, or null
     * @param label what that button says
     */
    public record Message(String text, String link, boolean problem, String action, String label) {}

    public void say(String text) {
        put(text, null, false);
    }

    /** Says something with a button beside it, which posts to a path of this installation. */
    public void offer(String text, String action, String label) {
        put(new Message(text, null, false, action, label));
    }

    /** Says something with a link to copy beside it. */
    public void say(String text, String link) {
        put(text, link, false);
    }

    /** Says that something did not happen, or not all of it. */
    public void problem(String text) {
        put(text, null, true);
    }

    /** The message of the change before, which is thereby taken; null if there is none. */
    public Message getMessage() {
        if (message == null) {
            var cookie = cookies.get(request, COOKIE);
            message = Optional.ofNullable(cookie)
                    .flatMap(value -> keys.open(COOKIE, value))
                    .map(JsonObject::new)
                    .map(o -> new Message(
                            o.getString("text"),
                            o.getString("link"),
                            o.getBoolean("problem"),
                            o.getString("action"),
                            o.getString("label")));
            if (cookie != null) cookies.set(request, COOKIE, "", 0, CookieSameSite.LAX);
        }
        return message.orElse(null);
    }

    private void put(String text, String link, boolean problem) {
        put(new Message(text, link, problem, null, null));
    }

    private void put(Message message) {
        var json = new JsonObject()
                .put("text", message.text())
                .put("link", message.link())
                .put("problem", message.problem())
                .put("action", message.action())
                .put("label", message.label());
        cookies.set(request, COOKIE, keys.seal(COOKIE, json.encode()), SECONDS, CookieSameSite.LAX);
    }
}
