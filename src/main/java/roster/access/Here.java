package roster.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.NotFoundException;

/** The organization of this request's address, and what the person is in it; set before the endpoint runs. */
@Named("here")
@RequestScoped
public class Here {
    private Standing standing;

    void set(Standing standing) {
        this.standing = standing;
    }

    /** What the person is in the organization of this page, or null outside of any. */
    public Standing getStanding() {
        return standing;
    }

    /** @throws NotFoundException outside of any organization */
    public Standing get() {
        if (standing == null) throw new NotFoundException();
        return standing;
    }
}
