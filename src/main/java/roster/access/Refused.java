package roster.access;

/** Thrown where somebody inside an organization lacks a permission; answered with a page that explains it (403). */
public final class Refused extends RuntimeException {
    private final transient Standing standing;
    private final Permission permission;
    private final String reason;

    public Refused(Standing standing, Permission permission) {
        this(standing, permission, null);
    }

    /** @param reason a sentence that is more to the point than the permission alone, or null */
    public Refused(Standing standing, Permission permission, String reason) {
        super(permission.code() + (reason == null ? "" : ": " + reason), null, false, false);
        this.standing = standing;
        this.permission = permission;
        this.reason = reason;
    }

    public Standing standing() {
        return standing;
    }

    public Permission permission() {
        return permission;
    }

    public String reason() {
        return reason;
    }
}
