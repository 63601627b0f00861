package roster.joinlink;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Access;
import roster.access.AccessModel;
import roster.access.Here;
import roster.access.Needs;
import roster.access.Permission;
import roster.access.Standing;
import roster.account.Account;
import roster.account.SignedIn;
import roster.invitation.Link;
import roster.web.Answer;
import roster.web.Flash;
import roster.web.Problems;

/** The organization's side of its join link: whether there is one, what it gives and to whom. */
@Path("/organizations/{org}/join-link")
@Authenticated
public class JoinLinkPages {
    private final SignedIn signedIn;
    private final Here here;
    private final Access access;
    private final Link link;
    private final EntityManager database;
    private final Flash flash;

    JoinLinkPages(SignedIn signedIn, Here here, Access access, Link link, EntityManager database, Flash flash) {
        this.signedIn = signedIn;
        this.here = here;
        this.access = access;
        this.link = link;
        this.database = database;
        this.flash = flash;
    }

    /**
     * The link that there is.
     *
     * @param creator who answers for it, by name
     * @param founded whether they could give its role now
     */
    public record Present(JoinLink link, AccessModel.Role role, String creator, boolean founded) {}

    @CheckedTemplate(basePath = "joinlink")
    static class Templates {
        static native TemplateInstance settings(
                Standing standing,
                Present present,
                boolean mine,
                List<AccessModel.Role> roles,
                Terms.Form form,
                Problems problems);
    }

    @GET
    @Needs(Permission.MEMBER_INVITE)
    public Response settings() {
        return Answer.page(settings(Optional.empty(), Problems.none()));
    }

    @POST
    @Needs(Permission.MEMBER_INVITE)
    public Response save(
            @RestForm String role,
            @RestForm String uses,
            @RestForm String expires,
            @RestForm String domains,
            @RestForm String approval,
            @RestForm Integer revision) {
        var form = new Terms.Form(role, uses, expires, domains, approval, revision);
        return Answer.change(
                () -> {
                    JoinLink.save(here.get(), signedIn.get(), form, access, link);
                    flash.say(say(JoinLinkWords.class).saved());
                    return path();
                },
                problems -> settings(Optional.of(form), problems));
    }

    @POST
    @Path("regeneration")
    @Needs(Permission.MEMBER_INVITE)
    public Response regenerate() {
        return Answer.change(() -> {
            JoinLink.regenerate(here.get(), signedIn.get(), access, link);
            flash.say(say(JoinLinkWords.class).replaced());
            return path();
        });
    }

    @POST
    @Path("removal")
    @Needs(Permission.MEMBER_INVITE)
    public Response remove() {
        return Answer.change(() -> {
            JoinLink.remove(here.get(), signedIn.get(), access);
            flash.say(say(JoinLinkWords.class).switchedOff());
            return path();
        });
    }

    @POST
    @Path("link")
    @Needs(Permission.MEMBER_INVITE)
    public Response show() {
        return Answer.change(() -> {
            var address = JoinLink.show(here.get(), signedIn.get(), access, link);
            flash.say(say(JoinLinkWords.class).giveOnly(), address);
            return path();
        });
    }

    private String path() {
        return here.get().path() + "/join-link";
    }

    private TemplateInstance settings(Optional<Terms.Form> typed, Problems problems) {
        var now = here.get();
        var present = JoinLink.of(now).map(one -> present(now, one));
        var form = typed.or(() -> present.map(one -> one.link().form())).orElseGet(() -> Terms.Form.usual(now.model()));
        var roles = JoinLink.roles(now.model()).stream().filter(now::canGrant).toList();
        var mine = present.map(Present::role).map(now::canGrant).orElse(true);
        return Templates.settings(now, present.orElse(null), mine, roles, form, problems);
    }

    private Present present(Standing now, JoinLink one) {
        return new Present(
                one, now.roleOf(one.role), database.find(Account.class, one.creatorId).name, one.isFounded(access));
    }
}
