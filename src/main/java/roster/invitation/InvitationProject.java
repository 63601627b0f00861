package roster.invitation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A project that an invitation offers, for queries to join; {@link Invitation} writes it. */
@Entity
@Immutable
@Table(name = "invitation_project")
@IdClass(InvitationProject.Key.class)
class InvitationProject {
    record Key(UUID organizationId, UUID invitationId, UUID projectId) {}

    @Id
    @Column(name = "organization_id")
    UUID organizationId;

    @Id
    @Column(name = "invitation_id")
    UUID invitationId;

    @Id
    @Column(name = "project_id")
    UUID projectId;

    String role;

    @Column(name = "granter_id")
    UUID granterId;
}
