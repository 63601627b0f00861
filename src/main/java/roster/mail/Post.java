package roster.mail;

import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateExtension;
import roster.web.Settings;

/** What pages say differently where mail is switched off: {@code {mail:off}}. */
@TemplateExtension(namespace = "mail")
class Post {
    private Post() {}

    /** Whether this installation sends no mail, so that people hand links over themselves. */
    static boolean off() {
        return Arc.container().instance(Settings.class).get().mail() == Settings.Mail.OFF;
    }
}
