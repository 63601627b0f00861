package roster;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real SMTP server, and the mailboxes of everybody it took mail for. */
public final class RealMail implements QuarkusTestResourceLifecycleManager {
    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
    private static GreenMail server;
    private static MoodyServer front;

    @Override
    public Map<String, String> start() {
        if (server == null) {
            server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            var mailboxes = server.getUserManager();
            var deliver = mailboxes.getMessageDeliveryHandler();
            mailboxes.setMessageDeliveryHandler((message, address) -> {
                if (REFUSED.contains(address.getEmail())) throw new UserException("This mailbox is full");
                return deliver.handle(message, address);
            });
            front = new MoodyServer(port());
        }
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", String.valueOf(front.port()),
                "quarkus.mailer.start-tls", "DISABLED");
    }

    @Override
    public void stop() {}

    public static int port() {
        return server.getSmtp().getPort();
    }

    /** What the program really talks to; whoever spoils its mood mends it. */
    public static MoodyServer front() {
        return front;
    }

    /** Whether the server takes mail for the address; it does until it is told otherwise. */
    public static void take(String address, boolean taken) {
        if (taken) REFUSED.remove(address);
        else REFUSED.add(address);
    }

    /** Throws away all that came so far; its memory is the tests', and no part of what the program needs. */
    public static void forget() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All mails that came for the address so far, oldest first. */
    public static List<MimeMessage> to(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> recipients(message).contains(address))
                .toList();
    }

    /** The newest mail for the address, once so many have come; waits for at most 60 seconds. */
    public static MimeMessage await(String address, int number) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            var mails = to(address);
            if (mails.size() >= number) return mails.get(number - 1);
            Thread.sleep(50);
        }
        throw new AssertionError("No mail number " + number + " came for " + address);
    }

    /** The oldest mail for the address whose subject begins like this; waits for at most 60 seconds. */
    public static MimeMessage await(String address, String subject) throws InterruptedException, MessagingException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            for (var mail : to(address)) if (mail.getSubject().startsWith(subject)) return mail;
            Thread.sleep(50);
        }
        throw new AssertionError("No mail “" + subject + "” came for " + address);
    }

    private static String recipients(MimeMessage message) {
        try {
            return Arrays.toString(message.getAllRecipients());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
