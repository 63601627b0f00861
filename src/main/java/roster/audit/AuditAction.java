package roster.audit;

/** Everything that can happen in an organization and is written down: the closed list of the history. */
public enum AuditAction {
    ORGANIZATION_FOUNDED("Organization founded", "founded"),
    ORGANIZATION_CHANGED("Settings changed", "changed the settings of"),
    ORGANIZATION_BRANDED("Look changed", "changed the look of"),
    ORGANIZATION_DELETED("Organization deleted", "deleted"),
    OWNERSHIP_OFFERED("Ownership offered", "offered ownership to"),
    OWNERSHIP_WITHDRAWN("Ownership offer withdrawn", "withdrew the offer of ownership to"),
    OWNERSHIP_REFUSED("Ownership refused", "refused ownership, offered by"),
    OWNERSHIP_TAKEN("Ownership taken over", "took over ownership from"),
    MEMBER_ROLE_CHANGED("Role changed", "changed the role of"),
    MEMBER_END_CHANGED("End of access changed", "changed the end of the access of"),
    MEMBER_REMOVED("Member removed", "removed"),
    MEMBER_LEFT("Member left", "left"),
    MEMBER_RESTORED("Removal undone", "undid the removal of"),
    PROJECT_CREATED("Project created", "created the project"),
    PROJECT_CHANGED("Project changed", "changed the settings of the project"),
    PROJECT_PUBLISHED("Project made public", "made public the project"),
    PROJECT_MADE_PRIVATE("Project made private", "made private the project"),
    PROJECT_HANDED_OVER("Project handed over", "handed a project over to"),
    PROJECT_TRANSFERRED("Project transferred", "gave to another organization the project"),
    PROJECT_RECEIVED("Project received", "brought from another organization the project"),
    PROJECT_DELETED("Project deleted", "deleted the project"),
    COLLABORATOR_ROLE_CHANGED("Project role changed", "changed the project role of"),
    COLLABORATOR_END_CHANGED("End of project access changed", "changed the end of the project access of"),
    COLLABORATOR_REMOVED("Collaborator removed", "removed from a project"),
    COLLABORATOR_LEFT("Collaborator left", "left a project:"),
    ACCESS_ENDED("Access ended", "ended the access of"),
    INVITATION_SENT("Invitation sent", "invited"),
    INVITATION_RENEWED("Invitation renewed", "renewed the invitation for"),
    INVITATION_CHANGED("Invitation changed", "changed the invitation for"),
    INVITATION_REVOKED("Invitation revoked", "revoked the invitation for"),
    INVITATION_LINK_SHOWN("Invitation link shown", "was shown the invitation link for"),
    INVITATION_DISMISSED("Invitation dismissed", "took off the list the invitation for"),
    INVITATION_ACCEPTED("Invitation accepted", "accepted the invitation for"),
    INVITATION_DECLINED("Invitation declined", "declined the invitation for"),
    INVITATION_MISDELIVERED("Invitation misdelivered", "is not the person of the invitation for"),
    LINK_ASKED("New link asked for", "asked for a new link of the invitation for"),
    READDRESS_ASKED("Other address asked for", "asked to be sent the invitation for"),
    JOIN_ASKED("Asked to join", "asked to join"),
    REQUEST_APPROVED("Request approved", "approved the request of"),
    REQUEST_REFUSED("Request refused", "refused the request of"),
    JOIN_LINK_MADE("Join link made", "made a link to join"),
    JOIN_LINK_CHANGED("Join link changed", "changed the link to join"),
    JOIN_LINK_SHOWN("Join link shown", "was shown the link to join"),
    JOIN_LINK_REMOVED("Join link switched off", "switched off the link to join"),
    MEMBER_JOINED_BY_LINK("Joined by link", "joined by a link"),
    BATCH_PREPARED("Many at once prepared", "prepared a batch:"),
    BATCH_CONFIRMED("Many at once confirmed", "confirmed a batch:"),
    BATCH_CANCELLED("Many at once stopped", "stopped a batch:");

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
