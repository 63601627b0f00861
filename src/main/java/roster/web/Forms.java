package roster.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import roster.account.BackChannelPages;

/** What every form meets before its endpoint: its token, each field once, no NUL. */
class Forms {
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
            if (values.size() > 1 || (name + values.getFirst().getValue()).indexOf(0) >= 0) {
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
}
