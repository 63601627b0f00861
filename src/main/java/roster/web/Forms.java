package roster.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import roster.account.BackChannelPages;

/** What every form meets before its endpoint: its token, each field once but for those of a list, no NUL. */
class Forms {
    /** The fields that stand in a form once for each line of a list. */
    private static final Set<String> REPEATED =
            Set.of("project", "projectRole", "projectLasts", "projectSeen", "keep", "successor", "selected");

    /** The only field that can be a file; its endpoint reads what it holds. */
    private static final String FILE = "file";

    private final Csrf csrf;

    Forms(Csrf csrf) {
        this.csrf = csrf;
    }

    @ServerRequestFilter
    @WithFormRead
    public void check(ResteasyReactiveContainerRequestContext request) {
        if (!request.getMethod().equals("POST")) return;
        var form = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).getFormData();
        if (form == null) throw new ForbiddenException("A form without its token");
        for (var name : form) {
            var values = form.get(name);
            var twice = values.size() > 1 && !REPEATED.contains(name);
            if (twice || values.stream().anyMatch(value -> isOdd(name, value))) {
                throw new BadRequestException("A field of the form is there twice, or holds what no keyboard types");
            }
        }
        // The provider calls from its own server, without a session that a form could abuse; its token is signed.
        if (request.getUriInfo().getPath().equals(BackChannelPages.PATH)) return;
        var token = form.getFirst(Csrf.FIELD);
        if (!csrf.fits(token == null ? null : token.getValue())) {
            throw new ForbiddenException("A form without its token");
        }
    }

    private static boolean isOdd(String name, FormValue value) {
        return value.isFileItem() ? !name.equals(FILE) : (name + value.getValue()).indexOf(0) >= 0;
    }
}
