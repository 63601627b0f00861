package roster.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What an operator sets. Each setting is explained for deployers in {@code deploy/roster.env.example}. */
@ConfigMapping(prefix = "roster")
public interface Settings {
    int SHORTEST_KEY = 32;

    /** The public address of this installation, without a slash at its end; every link in a mail starts with it. */
    String baseUrl();

    /** The secret, of at least 32 characters, from which all keys of this installation are derived. */
    String serverKey();

    /** Whether mail goes out over SMTP, or is switched off; then links are handed over by the inviter. */
    @WithDefault("smtp")
    Mail mail();

    /** How often the outbox is looked at. */
    @WithDefault("1s")
    String mailEvery();

    /** How often invitations are looked through for those that expire soon, or have. */
    @WithDefault("1m")
    String remindEvery();

    /** How often access that is over is put away, and announced; it counts for nothing from its end on in any case. */
    @WithDefault("1m")
    String endsEvery();

    /** How many requests a node works on at once; more are refused, to come again after some seconds. */
    @WithDefault("128")
    int requestsAtOnce();

    /** The folder of development's database; read at the very start, so only as a system property. */
    Optional<String> data();

    SignIn signIn();

    Invitations invitations();

    /** How mail leaves the program. */
    enum Mail {
        SMTP,
        OFF
    }

    interface SignIn {
        /** Whether an address is believed when the provider says nothing of {@code email_verified}. */
        @WithDefault("false")
        boolean trustUnverified();

        /** The name under which accounts are kept, where the provider's own issuer may change; else the issuer. */
        Optional<String> issuer();
    }

    interface Invitations {
        /** How long a link lives. */
        @WithDefault("P7D")
        Duration term();

        /** Mails one person may cause in 24 hours. */
        @WithDefault("50")
        int inviterDaily();

        /** Mails one organization may cause in 24 hours. */
        @WithDefault("200")
        int organizationDaily();

        /** Invitations of one organization that may wait for an answer at once. */
        @WithDefault("100")
        int organizationPending();

        /** Mails one address may get in 24 hours, from all organizations together. */
        @WithDefault("3")
        @WithName("address-daily")
        int addressDaily();
    }

    /** One readable line for each setting without which production does not start; empty if all are there. */
    static List<String> missing() {
        var config = ConfigProvider.getConfig();
        var lines = new ArrayList<String>();
        need(
                config,
                lines,
                "quarkus.datasource.jdbc.url",
                "the PostgreSQL database, such as jdbc:postgresql://db/roster");
        need(config, lines, "quarkus.oidc.auth-server-url", "the OpenID Connect provider that people sign in with");
        need(config, lines, "quarkus.oidc.client-id", "the name of this program at the OpenID Connect provider");
        if (!value(config, "roster.base-url").startsWith("https://")) {
            lines.add(line("roster.base-url", "the public address of this installation, which starts with https://"));
        }
        if (value(config, "roster.server-key").length() < SHORTEST_KEY) {
            lines.add(line("roster.server-key", "a secret of at least " + SHORTEST_KEY + " characters"));
        }
        if (!value(config, "roster.mail").equalsIgnoreCase("off")) {
            need(config, lines, "quarkus.mailer.host", "the mail server; or set roster.mail=off to do without mail");
            need(config, lines, "quarkus.mailer.from", "the address mails are sent from; or set roster.mail=off");
        }
        return lines;
    }

    private static void need(Config config, List<String> lines, String name, String meaning) {
        if (value(config, name).isEmpty()) lines.add(line(name, meaning));
    }

    private static String value(Config config, String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).orElse("");
    }

    private static String line(String name, String meaning) {
        return "set " + name + " (" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "): " + meaning;
    }
}
