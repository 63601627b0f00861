package roster.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;

/**
 * The mail server that the settings {@code quarkus.mailer} name. A mail that it has not taken in time is cut off with
 * its connection, so that it cannot go out any more when it counts as not taken.
 */
@ApplicationScoped
class MailServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final TlsConfigurationRegistry certificates;
    private final Config settings;
    private volatile Duration patience = PATIENCE;
    private Line line;

    MailServer(Vertx vertx, TlsConfigurationRegistry certificates, Config settings) {
        this.vertx = vertx;
        this.certificates = certificates;
        this.settings = settings;
    }

    /** The server did not take a mail. */
    static final class Refusal extends RuntimeException {
        private final boolean forGood;
        private final boolean doubtful;

        /**
         * @param problem what to tell the sender, as {@link Undelivered} keeps it; nothing of the server's own words,
         *     which may name hosts and accounts, but its code
         * @param forGood whether the same mail to the same address would be refused again (RFC 5321, 4.2.1)
         * @param doubtful whether the server may have taken the mail all the same
         */
        Refusal(String problem, boolean forGood, boolean doubtful, Throwable cause) {
            super(problem, cause);
            this.forGood = forGood;
            this.doubtful = doubtful;
        }

        boolean forGood() {
            return forGood;
        }

        boolean doubtful() {
            return doubtful;
        }
    }

    /** Undeployed, it closes all its connections at once, which the mail client itself does not do for one in use. */
    private static final class Line extends AbstractVerticle {
        private final MailConfig config;
        private final Set<CompletableFuture<Void>> calls = ConcurrentHashMap.newKeySet();
        private MailClient client;

        Line(MailConfig config) {
            this.config = config;
        }

        @Override
        public void start() {
            client = MailClient.create(vertx, config);
        }

        /** On its event loop: from elsewhere the mail client sometimes misses the server's greeting, and hangs. */
        CompletableFuture<Void> send(MailMessage message) {
            var call = new CompletableFuture<Void>();
            calls.add(call);
            call.whenComplete((done, failure) -> calls.remove(call));
            context.runOnContext(ready -> client.sendMail(message).onComplete(end -> {
                if (end.succeeded()) call.complete(null);
                else call.completeExceptionally(end.cause());
            }));
            return call;
        }
    }

    /** Knows whether its turn has come: it is written when the server is ready for it. */
    private static final class Message extends MailMessage {
        private volatile boolean begun;

        @Override
        public String getText() {
            begun = true;
            return super.getText();
        }
    }

    /** Hands the mail over. @throws Refusal if the server has not taken it, or not said so */
    void send(Mail letter) {
        if (value("mock").map(Boolean::parseBoolean).orElse(false)) return;
        var message = message(letter);
        var call = line().send(message);
        try {
            call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(e.getCause(), message.begun);
        } catch (TimeoutException e) {
            hangUp();
            // It may have ended while its connection was closed.
            if (call.isDone() && !call.isCompletedExceptionally()) return;
            throw refusal(e, message.begun);
        } catch (InterruptedException e) {
            hangUp();
            Thread.currentThread().interrupt();
            throw refusal(e, message.begun);
        }
    }

    /** Closes all connections; mails that are being handed over count as not taken. */
    void hangUp() {
        Line old;
        synchronized (this) {
            old = line;
            line = null;
        }
        if (old == null) return;
        wait(vertx.undeploy(old.deploymentID()).toCompletionStage().toCompletableFuture());
        old.calls.forEach(call -> call.completeExceptionally(new TimeoutException()));
    }

    /** How long one mail may take. */
    void patience(Duration most) {
        patience = most;
    }

    private synchronized Line line() {
        if (line == null) {
            var fresh = new Line(config());
            wait(vertx.deployVerticle(fresh).toCompletionStage().toCompletableFuture());
            line = fresh;
        }
        return line;
    }

    private static void wait(CompletableFuture<?> end) {
        try {
            end.get(CUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One address, no empty header, and the two parts with nothing around them. */
    private Message message(Mail letter) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        letter.getHeaders().forEach(headers::add);
        if (letter.getReplyTo() != null) headers.add("Reply-To", letter.getReplyTo());
        var message = new Message();
        message.setFrom(Optional.ofNullable(letter.getFrom())
                        .or(() -> value("from"))
                        .orElse(null))
                .setBounceAddress(value("bounce-address").orElse(null))
                .setTo(letter.getTo())
                .setSubject(Letters.encoded(letter.getSubject()))
                .setText(letter.getText())
                .setHtml(letter.getHtml())
                .setHeaders(headers);
        return message;
    }

    private MailConfig config() {
        var config = new MailConfig()
                .setHostname(value("host").orElse("localhost"))
                .setStarttls(StartTLSOptions.valueOf(
                        value("start-tls").orElse("OPTIONAL").toUpperCase(Locale.ROOT)))
                .setLogin(LoginOption.valueOf(value("login").orElse("NONE").toUpperCase(Locale.ROOT)))
                .setSsl(value("tls")
                        .or(() -> value("ssl"))
                        .map(Boolean::parseBoolean)
                        .orElse(false))
                .setTrustAll(value("trust-all").map(Boolean::parseBoolean).orElse(false));
        value("port").map(Integer::valueOf).ifPresent(config::setPort);
        value("username").ifPresent(config::setUsername);
        value("password").ifPresent(config::setPassword);
        value("own-host-name").ifPresent(config::setOwnHostname);
        value("auth-methods").ifPresent(config::setAuthMethods);
        value("tls-configuration-name").ifPresent(name -> {
            var tls = certificates
                    .get(name)
                    .orElseThrow(() -> new IllegalStateException("There is no TLS configuration " + name));
            if (tls.getTrustStoreOptions() != null) config.setTrustOptions(tls.getTrustStoreOptions());
            if (tls.getKeyStoreOptions() != null) config.setKeyCertOptions(tls.getKeyStoreOptions());
            if (tls.isTrustAll()) config.setTrustAll(true);
        });
        return config;
    }

    private Optional<String> value(String name) {
        return settings.getOptionalValue("quarkus.mailer." + name, String.class);
    }

    private static Refusal refusal(Throwable cause, boolean begun) {
        if (cause instanceof SMTPException said && said.getReplyCode() >= 400 && said.getReplyCode() < 600) {
            var address = said.getMessage().startsWith("recipient");
            var mail = said.getMessage().startsWith("sending data");
            var what = said.getReplyCode() < 500
                    ? address ? Undelivered.ADDRESS_BUSY : Undelivered.LATER
                    : address
                            ? Undelivered.ADDRESS_REFUSED
                            : mail ? Undelivered.MAIL_REFUSED : Undelivered.ROSTER_REFUSED;
            return new Refusal(
                    what.kept() + " (" + said.getReplyCode() + ")",
                    said.getReplyCode() >= 500 && (address || mail),
                    false,
                    cause);
        }
        if (begun) {
            return new Refusal(Undelivered.BROKEN_OFF.kept(), false, true, cause);
        }
        var unreachable = cause instanceof ConnectException || cause instanceof UnknownHostException;
        var what = unreachable
                ? Undelivered.UNREACHABLE
                : cause instanceof TimeoutException ? Undelivered.SILENT : Undelivered.FAILING;
        return new Refusal(what.kept(), false, false, cause);
    }
}
