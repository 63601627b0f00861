package roster.web;

import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import roster.access.Access;
import roster.access.Refused;
import roster.account.SignedIn;
import roster.organization.Slug;
import roster.request.AskPages;

/** The pages for what went wrong: what happened, whether anything was changed, and what to do next. */
class Errors {
    /** Addresses of an organization, of which a stranger does not learn whether it exists. */
    private static final Pattern ORGANIZATION = Pattern.compile("/organizations/([^/]+)(/.*)?");

    private final Access access;
    private final SignedIn signedIn;
    private final RoutingContext request;

    Errors(Access access, SignedIn signedIn, RoutingContext request) {
        this.access = access;
        this.signedIn = signedIn;
        this.request = request;
    }

    @CheckedTemplate(basePath = "error")
    static class Templates {
        static native TemplateInstance error(String title, String text, String next);

        static native TemplateInstance refused(Refused refused, Access.Remedy remedy);

        static native TemplateInstance wall(String title, String text);
    }

    @ServerExceptionMapper
    Response missing(NotFoundException e) {
        var path = ORGANIZATION.matcher(request.request().path());
        if (path.matches() && isStranger(path.group(1))) {
            return Answer.page(404, AskPages.nothing(path.group(1)));
        }
        return page(
                404,
                "There is nothing here",
                "The address may be wrong, or what it names may be gone, or it is not for the account you are signed in with.",
                "Go back, or start from your home page.");
    }

    /** An address that nothing answers at is refused before anything can be read; there, everybody may be a stranger. */
    private boolean isStranger(String slug) {
        return Slug.fits(slug)
                && signedIn.person()
                        .filter(person -> !BlockingOperationControl.isBlockingAllowed()
                                || access.standing(person.id(), slug).isEmpty())
                        .isPresent();
    }

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return Answer.page(403, Templates.refused(refused, access.remedy(refused.standing(), refused.permission())));
    }

    @ServerExceptionMapper
    Response refused(ForbiddenException e) {
        return page(
                403,
                "This form is out of date",
                "It was made for another session, or it waited too long. Nothing was changed.",
                "Go back, reload the page, and send the form again.");
    }

    @ServerExceptionMapper
    Response invalid(Problems.Invalid e) {
        return page(
                400,
                "This address does not work",
                String.join(" ", e.problems().getAll().values()),
                "Go back and try again.");
    }

    @ServerExceptionMapper
    Response invalid(BadRequestException e) {
        return page(
                400,
                "This cannot be read",
                "Something in the form or in the address is there twice, or is no text. Nothing was changed.",
                "Go back and try again.");
    }

    @ServerExceptionMapper
    Response conflict(Conflict e) {
        return page(
                409,
                "This cannot be done now",
                e.getMessage(),
                "Nothing was changed. Go back and look at how things stand.");
    }

    @ServerExceptionMapper
    Response conflict(ConstraintViolationException e) {
        Log.debugf(e, "The database refused a change");
        return page(
                409,
                "Somebody was faster",
                "The same thing was changed at the same moment. Your change was not made.",
                "Go back and look at how things stand.");
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e) {
        var status = e.getResponse().getStatus();
        if (status >= 300 && status < 400) return e.getResponse();
        return page(
                status,
                "This does not work",
                "Roster does not answer this kind of request here.",
                "Go back and try again.");
    }

    @ServerExceptionMapper
    Response broken(Throwable e) {
        if (isOfTheFormParser(e)) return invalid(new BadRequestException());
        var number = UUID.randomUUID().toString().substring(0, 8);
        Log.errorf(e, "Failure %s", number);
        return page(
                500,
                "Roster failed",
                "This is our fault. What you sent was not saved. The failure has the number " + number + ".",
                "Try again; if it fails again, tell the people who run this installation the number.");
    }

    /** The framework's parser fails in many ways at a form that cannot be read; the sender is to blame for all of them. */
    private static boolean isOfTheFormParser(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
    }

    /** An answer before the pages' own machinery begins. */
    static void plain(RoutingContext context, int status, String title, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .end(Templates.wall(title, text).render());
    }

    private static Response page(int status, String title, String text, String next) {
        return Answer.page(status, Templates.error(title, text, next));
    }
}
