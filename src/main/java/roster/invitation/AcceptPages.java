package roster.invitation;

import static roster.web.Reader.say;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import roster.access.Here;
import roster.access.Open;
import roster.account.Person;
import roster.account.SignedIn;
import roster.request.AccessRequest;
import roster.web.Answer;
import roster.web.Cookies;
import roster.web.Flash;
import roster.web.Keys;
import roster.web.Problems;

/**
 * The invited person's side. Opening a link changes nothing and leaves no secret in the address; joining and declining
 * are buttons.
 */
@Path("/invitations")
public class AcceptPages {
    private static final String COOKIE = "invitation";
    private static final int SECONDS = 3600;
    /** The headers by which browsers say that nobody looks yet. */
    private static final List<String> AHEAD = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

    private final SignedIn signedIn;
    private final Here here;
    private final Offer.Desk desk;
    private final Keys keys;
    private final Cookies cookies;
    private final RoutingContext request;
    private final Flash flash;

    AcceptPages(
            SignedIn signedIn,
            Offer.Desk desk,
            Keys keys,
            Cookies cookies,
            RoutingContext request,
            Flash flash,
            Here here) {
        this.here = here;
        this.signedIn = signedIn;
        this.desk = desk;
        this.keys = keys;
        this.cookies = cookies;
        this.request = request;
        this.flash = flash;
    }

    @CheckedTemplate(basePath = "invitation")
    static class Templates {
        static native TemplateInstance accept(Offer offer, Person person, String reason, String problem);

        static native TemplateInstance joined(Offer offer);

        static native TemplateInstance already_member(Offer offer);

        static native TemplateInstance other_account(Offer offer, Person person, AccessRequest asked, String who);

        static native TemplateInstance unverified(Offer offer);

        static native TemplateInstance expired(Offer offer, AccessRequest asked, String who, String to);

        static native TemplateInstance revoked(Offer offer);

        static native TemplateInstance declined(Offer offer, AccessRequest asked, String who, String to);

        static native TemplateInstance used(Offer offer);

        static native TemplateInstance unknown();
    }

    @GET
    @Path("open")
    @PermitAll
    @Open("Whoever has the link may see what it offers")
    public Response open(@QueryParam("token") String token) {
        // Any text is sealed, right or wrong: the answer to a wrong one is the page, as for every other.
        var sealed = keys.seal(COOKIE, token == null || token.length() > 200 ? "" : token);
        cookies.set(request, COOKIE, sealed, SECONDS, CookieSameSite.LAX);
        return Answer.go("/invitations/accept");
    }

    @GET
    @Path("accept")
    @PermitAll
    @Open("Whoever has the link may see what it offers")
    public Response look(@QueryParam("invitation") UUID invitation) {
        var offer = invitation == null ? byCookie() : byAddress(invitation);
        if (isLooking() && invitation == null) offer.ifPresent(it -> Visit.note(it, isOwn(it)));
        return show(offer);
    }

    @POST
    @Path("accept")
    @Authenticated
    @Open("The invited person's own decision, bound to a verified address")
    public Response accept(@RestForm UUID invitation, @RestForm Integer revision, @RestForm String from) {
        var offer = find(invitation);
        if (offer.isEmpty()) return show(offer);
        return Answer.change(() -> {
            var ending = desk.accept(offer.get(), revision, signedIn.get());
            if (ending == Offer.Ending.OPEN)
                flash.problem(say(InvitationWords.class).smallerOffer());
            if (ending != Offer.Ending.JOINED || !"home".equals(from)) return path(offer.get());
            flash.say(say(InvitationWords.class).youHaveJoined(offer.get().organization()));
            return offer.get().place();
        });
    }

    @POST
    @Path("decline")
    @PermitAll
    @Open("The invited person's own decision, bound to the link or to a verified address")
    public Response decline(@RestForm UUID invitation, @RestForm String reason) {
        var offer = find(invitation);
        if (offer.isEmpty()) return show(offer);
        return Answer.change(
                () -> {
                    desk.decline(offer.get(), signedIn.person(), reason);
                    return path(offer.get());
                },
                problems -> page(offer.get(), reason, problems));
    }

    @POST
    @Path("request")
    @PermitAll
    @Open(
            "A request alone, which changes nothing; what is given goes to the address of the offer, or to a verified one")
    public Response ask(@RestForm UUID invitation) {
        var offer = find(invitation);
        if (offer.isEmpty()) return show(offer);
        return Answer.change(() -> {
            desk.ask(offer.get(), signedIn.person());
            return path(offer.get());
        });
    }

    @POST
    @Path("misdelivery")
    @Authenticated
    @Open("Whoever got somebody else's link may say so; it stays open for whom it is for")
    public Response misdelivered(@RestForm UUID invitation) {
        var offer = find(invitation);
        if (offer.isEmpty()) return show(offer);
        return Answer.change(() -> {
            desk.misdelivered(offer.get(), signedIn.get());
            cookies.set(request, COOKIE, "", 0, CookieSameSite.LAX);
            flash.say(say(InvitationWords.class).thanks());
            return "/";
        });
    }

    /** Whether somebody may be looking: not at headers alone, nor a browser that fetches ahead of a click. */
    private boolean isLooking() {
        var http = request.request();
        return http.method() == HttpMethod.GET
                && AHEAD.stream().map(http::getHeader).noneMatch(purpose -> purpose != null && !purpose.isBlank());
    }

    private boolean isOwn(Offer offer) {
        return signedIn.person()
                .map(person -> person.address().equals(Optional.of(offer.invitation().address)))
                .orElse(true);
    }

    /** The offer that the form showed: the one of the link that was opened, or one to the person's verified address. */
    private Optional<Offer> find(UUID invitation) {
        if (invitation == null) return Optional.empty();
        return byCookie().filter(o -> o.invitation().id.equals(invitation)).or(() -> byAddress(invitation));
    }

    private Optional<Offer> byCookie() {
        return Optional.ofNullable(cookies.get(request, COOKIE))
                .flatMap(value -> keys.open(COOKIE, value))
                .flatMap(token -> desk.byToken(token, signedIn.person()));
    }

    private Optional<Offer> byAddress(UUID invitation) {
        return signedIn.person().flatMap(person -> desk.byId(invitation, person));
    }

    /** Back to the page of this very offer, which now shows what became of it. */
    private String path(Offer offer) {
        var same = byCookie().filter(o -> o.invitation().id.equals(offer.invitation().id));
        return "/invitations/accept" + (same.isPresent() ? "" : "?invitation=" + offer.invitation().id);
    }

    private Response show(Optional<Offer> offer) {
        if (offer.isEmpty()) return Answer.page(404, Templates.unknown());
        return Answer.page(offer.get().ending().status(), page(offer.get(), "", Problems.none()));
    }

    private TemplateInstance page(Offer offer, String reason, Problems problems) {
        // The pages of dead links look like Roster; they tell no more than they say.
        if (offer.ending().status() == 200) here.show(offer.brand());
        return switch (offer.ending()) {
            case OPEN, SIGN_IN ->
                Templates.accept(offer, signedIn.person().orElse(null), reason, problems.get("reason"));
            case JOINED -> Templates.joined(offer);
            case ALREADY_MEMBER -> Templates.already_member(offer);
            case OTHER_ACCOUNT ->
                Templates.other_account(
                        offer, signedIn.get(), asked(offer, AccessRequest.Kind.READDRESS), desk.answering(offer));
            case UNVERIFIED -> Templates.unverified(offer);
            case EXPIRED ->
                Templates.expired(
                        offer, asked(offer, AccessRequest.Kind.NEW_LINK), desk.answering(offer), mailbox(offer));
            case REVOKED -> Templates.revoked(offer);
            case DECLINED ->
                Templates.declined(
                        offer, asked(offer, AccessRequest.Kind.NEW_LINK), desk.answering(offer), mailbox(offer));
            case USED -> Templates.used(offer);
        };
    }

    private AccessRequest asked(Offer offer, AccessRequest.Kind kind) {
        return AccessRequest.about(offer.invitation(), kind, signedIn.person()).orElse(null);
    }

    /** The address of the offer: whole for its owner, and for others so that only who knows it knows it again. */
    private String mailbox(Offer offer) {
        var address = offer.invitation().address;
        var own = signedIn.person().flatMap(Person::verifiedAddress).equals(Optional.of(address));
        if (own) return address;
        return address.substring(0, 1) + "…@" + address.charAt(address.indexOf('@') + 1) + "…";
    }
}
