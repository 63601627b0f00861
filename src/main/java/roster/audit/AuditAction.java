package roster.audit;

import static roster.web.Reader.say;

/** Everything that can happen in an organization and is written down: the closed list of the history. */
public enum AuditAction {
    ORGANIZATION_FOUNDED,
    ORGANIZATION_CHANGED,
    ORGANIZATION_BRANDED,
    ORGANIZATION_DELETED,
    OWNERSHIP_OFFERED,
    OWNERSHIP_WITHDRAWN,
    OWNERSHIP_REFUSED,
    OWNERSHIP_TAKEN,
    MEMBER_ROLE_CHANGED,
    MEMBER_END_CHANGED,
    MEMBER_REMOVED,
    MEMBER_LEFT,
    MEMBER_RESTORED,
    PROJECT_CREATED,
    PROJECT_CHANGED,
    PROJECT_PUBLISHED,
    PROJECT_MADE_PRIVATE,
    PROJECT_HANDED_OVER,
    PROJECT_TRANSFERRED,
    PROJECT_RECEIVED,
    PROJECT_DELETED,
    COLLABORATOR_ROLE_CHANGED,
    COLLABORATOR_END_CHANGED,
    COLLABORATOR_REMOVED,
    COLLABORATOR_LEFT,
    ACCESS_ENDED,
    INVITATION_SENT,
    INVITATION_RENEWED,
    INVITATION_CHANGED,
    INVITATION_REVOKED,
    INVITATION_LINK_SHOWN,
    INVITATION_DISMISSED,
    INVITATION_ACCEPTED,
    INVITATION_DECLINED,
    INVITATION_MISDELIVERED,
    LINK_ASKED,
    READDRESS_ASKED,
    JOIN_ASKED,
    REQUEST_APPROVED,
    REQUEST_REFUSED,
    JOIN_LINK_MADE,
    JOIN_LINK_CHANGED,
    JOIN_LINK_SHOWN,
    JOIN_LINK_REMOVED,
    MEMBER_JOINED_BY_LINK,
    BATCH_PREPARED,
    BATCH_CONFIRMED,
    BATCH_CANCELLED;

    /** What happened, as the filter of the history names it. */
    public String title() {
        return say(AuditWords.class).title(name());
    }

    /** What was done to this target, to stand after who did it. */
    public String deed(String target) {
        return say(AuditWords.class).deed(name(), target);
    }
}
