package roster.branding;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import roster.access.Open;

/** Colours and logos as browsers and mail programs fetch them; nothing at an address ever changes. */
@Path("/brands")
@PermitAll
public class BrandPages {
    private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";

    @GET
    @Path("{accent}.css")
    @Open("It is made of its own address")
    public Response style(String accent) {
        var colour = Accent.parse(accent).filter(it -> it.hex().equals(accent)).orElseThrow(NotFoundException::new);
        return Response.ok(colour.css(), "text/css;charset=UTF-8")
                .header("Cache-Control", FOR_A_YEAR)
                .build();
    }

    @GET
    @Path("{organization}/{digest}.png")
    @Open("Only who was shown the logo knows its digest")
    public Response logo(UUID organization, String digest) {
        return Response.ok(Branding.logo(organization, digest).orElseThrow(NotFoundException::new), "image/png")
                .header("Cache-Control", FOR_A_YEAR)
                // A mail program shows it beside what is not Roster's.
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }
}
