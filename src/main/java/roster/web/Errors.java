package roster.web;

import static roster.web.Reader.say;

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
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import roster.access.Access;
import roster.access.Refused;
import roster.access.Stranger;
import roster.account.SignedIn;
import roster.organization.Slug;
import roster.request.AskPages;

/** The pages for what went wrong: what happened, whether anything was changed, and what to do next. */
class Errors {
    /** Addresses of an organization, of which a stranger does not learn whether it exists. */
    private static final Pattern ORGANIZATION = Pattern.compile("/organizations/([^/]+)(/.*)?");

    /** Classes 08 (connection), 53 (resources) and 57P (operator) of PostgreSQL's error codes. */
    private static final Pattern UNREACHABLE = Pattern.compile("(08|53|57P).*");

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

        static native TemplateInstance refused(Refused refused, Access.Remedy remedy, String roles, String people);

        static native TemplateInstance wall(String title, String text);
    }

    @ServerExceptionMapper
    Response missing(NotFoundException e) {
        var path = ORGANIZATION.matcher(request.request().path());
        if (path.matches() && Slug.fits(path.group(1)) && (e instanceof Stranger || isStranger(path.group(1)))) {
            return Answer.page(404, AskPages.nothing(path.group(1)));
        }
        var words = say(WebWords.class);
        return page(404, words.nothingHere(), words.nothingHereWhy(), words.nothingHereNext());
    }

    /** An address that nothing answers at is refused before anything can be read; there, everybody may be a stranger. */
    private boolean isStranger(String slug) {
        return signedIn.person()
                .filter(person -> !BlockingOperationControl.isBlockingAllowed()
                        || access.standing(person.id(), slug).isEmpty())
                .isPresent();
    }

    @ServerExceptionMapper
    Response refused(Refused refused) {
        var remedy = access.remedy(refused.standing(), refused.permission());
        var roles = refused.standing().roleNames().stream()
                .reduce(say(WebWords.class)::both)
                .orElse("");
        return Answer.page(403, Templates.refused(refused, remedy, roles, String.join(", ", remedy.people())));
    }

    @ServerExceptionMapper
    Response refused(ForbiddenException e) {
        var words = say(WebWords.class);
        return page(403, words.formOutdated(), words.formOutdatedWhy(), words.formOutdatedNext());
    }

    @ServerExceptionMapper
    Response invalid(Problems.Invalid e) {
        var words = say(WebWords.class);
        var why = String.join(" ", e.problems().getAll().values());
        return page(400, words.addressFails(), why, words.tryAgain());
    }

    @ServerExceptionMapper
    Response invalid(BadRequestException e) {
        var words = say(WebWords.class);
        return page(400, words.unreadable(), words.unreadableWhy(), words.tryAgain());
    }

    @ServerExceptionMapper
    Response conflict(Conflict e) {
        var words = say(WebWords.class);
        return page(409, words.notNow(), e.getMessage(), words.notNowNext());
    }

    @ServerExceptionMapper
    Response conflict(ConstraintViolationException e) {
        Log.debugf(e, "The database refused a change");
        var words = say(WebWords.class);
        return page(409, words.tooLate(), words.tooLateWhy(), words.tooLateNext());
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e) {
        var status = e.getResponse().getStatus();
        if (status >= 300 && status < 400) return e.getResponse();
        var words = say(WebWords.class);
        return page(status, words.noSuchRequest(), words.noSuchRequestWhy(), words.tryAgain());
    }

    @ServerExceptionMapper
    Response broken(Throwable e) {
        if (isOfTheFormParser(e)) return invalid(new BadRequestException());
        if (isOfTheConnection(e)) return unreachable(e);
        var number = UUID.randomUUID().toString().substring(0, 8);
        Log.errorf(e, "Failure %s", number);
        var words = say(WebWords.class);
        return page(500, words.failed(), words.failedWhy(number), words.failedNext());
    }

    /** The framework's parser fails in many ways at a form that cannot be read; the sender is to blame for all of them. */
    private static boolean isOfTheFormParser(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
    }

    private static Response unreachable(Throwable e) {
        Log.warnf("The database cannot be reached: %s", e.getMessage());
        var words = say(WebWords.class);
        return Response.fromResponse(page(503, words.unreachable(), words.unreachableWhy(), words.tryAgain()))
                .header(HttpHeaders.RETRY_AFTER.toString(), Turns.pause())
                .build();
    }

    /** Whether the database is away, starts, stops, has no room or no connection left; what was done may or may not count. */
    private static boolean isOfTheConnection(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                if (state == null
                        ? String.valueOf(sql.getMessage()).startsWith("Acquisition timeout")
                        : UNREACHABLE.matcher(state).matches()) return true;
            }
        }
        return false;
    }

    /** An answer before the pages' own machinery begins. */
    static void plain(
            RoutingContext context, int status, Function<WebWords, String> title, Function<WebWords, String> text) {
        plain(context, status, wall(Reader.of(context), title, text));
    }

    /** The same with the page as {@link #wall} has made it. */
    static void plain(RoutingContext context, int status, String page) {
        if (status == 503) context.response().putHeader(HttpHeaders.RETRY_AFTER, Turns.pause());
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .end(page);
    }

    /** A page that only its reader's language tells from others. */
    static String wall(Reader reader, Function<WebWords, String> title, Function<WebWords, String> text) {
        return reader.hear(() -> {
            var words = say(WebWords.class);
            return Templates.wall(title.apply(words), text.apply(words)).render();
        });
    }

    private static Response page(int status, String title, String text, String next) {
        return Answer.page(status, Templates.error(title, text, next));
    }
}
