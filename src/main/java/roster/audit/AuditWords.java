package roster.audit;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the history says. */
@MessageBundle("audit")
public interface AuditWords {
    /** What happened, as the filter names it. */
    @Message("{#switch action}"
            + "{#case 'ORGANIZATION_FOUNDED'}Organization founded"
            + "{#case 'ORGANIZATION_CHANGED'}Settings changed"
            + "{#case 'ORGANIZATION_BRANDED'}Look changed"
            + "{#case 'ORGANIZATION_DELETED'}Organization deleted"
            + "{#case 'OWNERSHIP_OFFERED'}Ownership offered"
            + "{#case 'OWNERSHIP_WITHDRAWN'}Ownership offer withdrawn"
            + "{#case 'OWNERSHIP_REFUSED'}Ownership refused"
            + "{#case 'OWNERSHIP_TAKEN'}Ownership taken over"
            + "{#case 'MEMBER_ROLE_CHANGED'}Role changed"
            + "{#case 'MEMBER_END_CHANGED'}End of access changed"
            + "{#case 'MEMBER_REMOVED'}Member removed"
            + "{#case 'MEMBER_LEFT'}Member left"
            + "{#case 'MEMBER_RESTORED'}Removal undone"
            + "{#case 'PROJECT_CREATED'}Project created"
            + "{#case 'PROJECT_CHANGED'}Project changed"
            + "{#case 'PROJECT_PUBLISHED'}Project made public"
            + "{#case 'PROJECT_MADE_PRIVATE'}Project made private"
            + "{#case 'PROJECT_HANDED_OVER'}Project handed over"
            + "{#case 'PROJECT_TRANSFERRED'}Project transferred"
            + "{#case 'PROJECT_RECEIVED'}Project received"
            + "{#case 'PROJECT_DELETED'}Project deleted"
            + "{#case 'COLLABORATOR_ROLE_CHANGED'}Project role changed"
            + "{#case 'COLLABORATOR_END_CHANGED'}End of project access changed"
            + "{#case 'COLLABORATOR_REMOVED'}Collaborator removed"
            + "{#case 'COLLABORATOR_LEFT'}Collaborator left"
            + "{#case 'ACCESS_ENDED'}Access ended"
            + "{#case 'INVITATION_SENT'}Invitation sent"
            + "{#case 'INVITATION_RENEWED'}Invitation renewed"
            + "{#case 'INVITATION_CHANGED'}Invitation changed"
            + "{#case 'INVITATION_REVOKED'}Invitation revoked"
            + "{#case 'INVITATION_LINK_SHOWN'}Invitation link shown"
            + "{#case 'INVITATION_DISMISSED'}Invitation dismissed"
            + "{#case 'INVITATION_ACCEPTED'}Invitation accepted"
            + "{#case 'INVITATION_DECLINED'}Invitation declined"
            + "{#case 'INVITATION_MISDELIVERED'}Invitation misdelivered"
            + "{#case 'LINK_ASKED'}New link asked for"
            + "{#case 'READDRESS_ASKED'}Other address asked for"
            + "{#case 'JOIN_ASKED'}Asked to join"
            + "{#case 'REQUEST_APPROVED'}Request approved"
            + "{#case 'REQUEST_REFUSED'}Request refused"
            + "{#case 'JOIN_LINK_MADE'}Join link made"
            + "{#case 'JOIN_LINK_CHANGED'}Join link changed"
            + "{#case 'JOIN_LINK_SHOWN'}Join link shown"
            + "{#case 'JOIN_LINK_REMOVED'}Join link switched off"
            + "{#case 'MEMBER_JOINED_BY_LINK'}Joined by link"
            + "{#case 'BATCH_PREPARED'}Many at once prepared"
            + "{#case 'BATCH_CONFIRMED'}Many at once confirmed"
            + "{#case 'BATCH_CANCELLED'}Many at once stopped"
            + "{/switch}")
    String title(String action);

    /** What was done, to stand after who did it. */
    @Message("{#switch action}"
            + "{#case 'ORGANIZATION_FOUNDED'}founded {target}"
            + "{#case 'ORGANIZATION_CHANGED'}changed the settings of {target}"
            + "{#case 'ORGANIZATION_BRANDED'}changed the look of {target}"
            + "{#case 'ORGANIZATION_DELETED'}deleted {target}"
            + "{#case 'OWNERSHIP_OFFERED'}offered ownership to {target}"
            + "{#case 'OWNERSHIP_WITHDRAWN'}withdrew the offer of ownership to {target}"
            + "{#case 'OWNERSHIP_REFUSED'}refused ownership, offered by {target}"
            + "{#case 'OWNERSHIP_TAKEN'}took over ownership from {target}"
            + "{#case 'MEMBER_ROLE_CHANGED'}changed the role of {target}"
            + "{#case 'MEMBER_END_CHANGED'}changed the end of the access of {target}"
            + "{#case 'MEMBER_REMOVED'}removed {target}"
            + "{#case 'MEMBER_LEFT'}left the organization"
            + "{#case 'MEMBER_RESTORED'}undid the removal of {target}"
            + "{#case 'PROJECT_CREATED'}created the project {target}"
            + "{#case 'PROJECT_CHANGED'}changed the settings of the project {target}"
            + "{#case 'PROJECT_PUBLISHED'}made public the project {target}"
            + "{#case 'PROJECT_MADE_PRIVATE'}made private the project {target}"
            + "{#case 'PROJECT_HANDED_OVER'}handed a project over to {target}"
            + "{#case 'PROJECT_TRANSFERRED'}gave to another organization the project {target}"
            + "{#case 'PROJECT_RECEIVED'}brought from another organization the project {target}"
            + "{#case 'PROJECT_DELETED'}deleted the project {target}"
            + "{#case 'COLLABORATOR_ROLE_CHANGED'}changed the project role of {target}"
            + "{#case 'COLLABORATOR_END_CHANGED'}changed the end of the project access of {target}"
            + "{#case 'COLLABORATOR_REMOVED'}removed from a project {target}"
            + "{#case 'COLLABORATOR_LEFT'}left a project"
            + "{#case 'ACCESS_ENDED'}ended the access of {target}"
            + "{#case 'INVITATION_SENT'}invited {target}"
            + "{#case 'INVITATION_RENEWED'}renewed the invitation for {target}"
            + "{#case 'INVITATION_CHANGED'}changed the invitation for {target}"
            + "{#case 'INVITATION_REVOKED'}revoked the invitation for {target}"
            + "{#case 'INVITATION_LINK_SHOWN'}was shown the invitation link for {target}"
            + "{#case 'INVITATION_DISMISSED'}took off the list the invitation for {target}"
            + "{#case 'INVITATION_ACCEPTED'}accepted the invitation for {target}"
            + "{#case 'INVITATION_DECLINED'}declined the invitation for {target}"
            + "{#case 'INVITATION_MISDELIVERED'}is not the person of the invitation for {target}"
            + "{#case 'LINK_ASKED'}asked for a new link of the invitation for {target}"
            + "{#case 'READDRESS_ASKED'}asked to be sent the invitation for {target}"
            + "{#case 'JOIN_ASKED'}asked to join {target}"
            + "{#case 'REQUEST_APPROVED'}approved the request of {target}"
            + "{#case 'REQUEST_REFUSED'}refused the request of {target}"
            + "{#case 'JOIN_LINK_MADE'}made a link to join {target}"
            + "{#case 'JOIN_LINK_CHANGED'}changed the link to join {target}"
            + "{#case 'JOIN_LINK_SHOWN'}was shown the link to join {target}"
            + "{#case 'JOIN_LINK_REMOVED'}switched off the link to join {target}"
            + "{#case 'MEMBER_JOINED_BY_LINK'}joined by a link"
            + "{#case 'BATCH_PREPARED'}prepared a batch: {target}"
            + "{#case 'BATCH_CONFIRMED'}confirmed a batch: {target}"
            + "{#case 'BATCH_CANCELLED'}stopped a batch: {target}"
            + "{/switch}")
    String deed(String action, String target);

    @Message("History")
    String history();

    @Message("Person, by name or address")
    String search();

    @Message("What happened")
    String action();

    @Message("Anything")
    String anything();

    @Message("Apply")
    String apply();

    @Message("Show all")
    String showAll();

    @Message("No entry fits")
    String nothingFits();

    @Message("Every change in {organization} stands here, by whom and when. None matches what you asked for.")
    String nothingFitsThis(String organization);

    @Message("Show the whole history")
    String showWhole();

    @Message("Newer entries")
    String newer();

    @Message("Older entries")
    String older();

    @Message("When")
    String when();

    @Message("Who")
    String actor();

    @Message("To whom or what")
    String target();

    @Message("Details")
    String details();

    @Message("Number")
    String number();

    @Message("Seal")
    String seal();

    @Message("How this history can be proved")
    String sealed();

    @Message(
            "Each entry is sealed with all that came before it. Keep this line where nobody can change it: whoever runs Roster can show with it, whenever you ask, that nothing up to here was altered, removed or put in.")
    String sealedWhy();

    @Message("Anchor")
    String anchor();
}
