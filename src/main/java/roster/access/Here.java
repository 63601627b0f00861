package roster.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.NotFoundException;
import roster.branding.Brand;

/** The organization of this request's address, and what the person is in it; set before the endpoint runs. */
@Named("here")
@RequestScoped
public class Here {
    private Standing standing;
    private Brand brand;

    void set(Standing standing) {
        this.standing = standing;
        show(standing.brand());
    }

    /** Gives the page the look of an organization that the person is not in, such as that which invites them. */
    public void show(Brand brand) {
        this.brand = brand;
    }

    /** How this page looks; null if as Roster does. */
    public Brand getBrand() {
        return brand;
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
