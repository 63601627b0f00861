package roster.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import roster.account.SignedIn;

/**
 * Stands before every endpoint: one that declares neither a permission nor that it is open does not answer. Strangers
 * get the same 404 for an organization that exists and one that does not. What is open below a project is open to
 * whoever may see the project.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
class Gate implements ContainerRequestFilter {
    @Context
    ResourceInfo endpoint;

    private final Access access;
    private final Here here;
    private final SignedIn signedIn;

    Gate(Access access, Here here, SignedIn signedIn) {
        this.access = access;
        this.here = here;
        this.signedIn = signedIn;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var method = endpoint.getResourceMethod();
        var needs = method.getAnnotation(Needs.class);
        if (needs == null && method.getAnnotation(Open.class) == null) {
            throw new ForbiddenException("The endpoint declares no permission");
        }
        var places = request.getUriInfo().getPathParameters();
        var slug = places.getFirst("org");
        var project = places.getFirst("project");
        if (slug == null) {
            if (needs != null) throw new ForbiddenException("A permission needs an organization in the address");
            return;
        }
        var account = signedIn.get().id();
        var standing = project == null
                ? access.standing(account, slug).orElseThrow(Stranger::new)
                : access.standing(account, slug, project).orElseThrow(NotFoundException::new);
        here.set(standing);
        if (needs != null) standing.need(needs.value());
        else if (project != null) standing.need(Permission.PROJECT_VIEW);
        access.seen(standing);
    }
}
