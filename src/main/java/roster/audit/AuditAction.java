package roster.audit;

/** Everything that can happen in an organization and is written down: the closed list of the history. */
public enum AuditAction {
    ORGANIZATION_FOUNDED("Organization founded", "founded"),
    ORGANIZATION_CHANGED("Settings changed", "changed the settings of"),
    MEMBER_ROLE_CHANGED("Role changed", "changed the role of"),
    MEMBER_REMOVED("Member removed", "removed"),
    MEMBER_LEFT("Member left", "left"),
    INVITATION_SENT("Invitation sent", "invited"),
    INVITATION_RENEWED("Invitation renewed", "renewed the invitation of"),
    INVITATION_REVOKED("Invitation revoked", "revoked the invitation of"),
    INVITATION_LINK_SHOWN("Invitation link shown", "was shown the invitation link of"),
    INVITATION_DISMISSED("Invitation dismissed", "took off the list the invitation of"),
    INVITATION_ACCEPTED("Invitation accepted", "accepted the invitation of"),
    INVITATION_DECLINED("Invitation declined", "declined the invitation of");

    private final String title;
    private final String verb;

    AuditAction(String title, String verb) {
        this.title = title;
        this.verb = verb;
    }

    /** What happened, as the filter of the history names it. */
    public String title() {
        return title;
    }

    /** What stands between actor and target in a sentence. */
    public String verb() {
        return verb;
    }
}
