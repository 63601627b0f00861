package roster.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.PartitionKey;

/** One change in an organization: who did what to whom, as they were called then. Never altered, never removed. */
@Entity
@Immutable
@Table(name = "audit_entry")
public class AuditEntry {
    @Id
    public UUID id;

    @PartitionKey
    @Column(name = "organization_id")
    public UUID organizationId;

    public Instant at;

    @Enumerated(EnumType.STRING)
    public AuditAction action;

    @Column(name = "actor_id")
    public UUID actorId;

    public String actor;

    @Column(name = "target_id")
    public UUID targetId;

    public String target;
    public String details;
    public String search;

    /** Its place in the organization's {@link Chain}, from 1. */
    public long number;

    public byte[] seal;
}
