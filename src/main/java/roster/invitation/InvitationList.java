package roster.invitation;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import roster.access.AccessModel;
import roster.access.Permission;
import roster.access.Standing;
import roster.web.Keyset;
import roster.web.Paged;

/**
 * What somebody asked the invitations page for: newest first, dismissed ones left out.
 *
 * @param state the only state to show, or nothing for all
 */
record InvitationList(Optional<Invitation.State> state, Keyset from) {
    private static final int MOST_COUNTED = 1000;
    private static final Map<Invitation.State, String> CONDITIONS = Map.of(
            Invitation.State.PENDING,
                    "i.accepted is null and i.declined is null and i.revoked is null and i.expires > now()",
            Invitation.State.EXPIRED,
                    "i.accepted is null and i.declined is null and i.revoked is null and i.expires <= now()",
            Invitation.State.ACCEPTED, "i.accepted is not null",
            Invitation.State.DECLINED, "i.declined is not null",
            Invitation.State.REVOKED, "i.revoked is not null");

    /**
     * One invitation, as the page shows it.
     *
     * @param mail how its latest mail fares, as a sentence; null if there is none any more
     */
    record Row(
            UUID id,
            String email,
            AccessModel.Role role,
            String inviter,
            Invitation.State state,
            Instant created,
            Instant expires,
            Instant ended,
            String reason,
            String mail,
            boolean mailFailed) {

        public boolean isOpen() {
            return state == Invitation.State.PENDING;
        }

        public boolean isRenewable() {
            return isOpen() || isDismissible();
        }

        public boolean isDismissible() {
            return state == Invitation.State.EXPIRED || state == Invitation.State.DECLINED;
        }

        /** Why the viewer cannot act on it, as a sentence; null if they can. */
        public String obstacle(Standing viewer) {
            if (!viewer.may(Permission.MEMBER_INVITE)) return "Only who may invite can change this.";
            return viewer.canGrant(role) ? null : "The role " + role.name() + " is not yours to give.";
        }
    }

    static InvitationList of(String state, String page) {
        var wanted = java.util.Arrays.stream(Invitation.State.values())
                .filter(s -> s.key().equals(state))
                .findFirst();
        return new InvitationList(wanted, Keyset.parse(page));
    }

    public boolean shows(Invitation.State one) {
        return state.equals(Optional.of(one));
    }

    /** The address of this list at another place. */
    public String at(String page) {
        return "?" + state.map(s -> "state=" + s.key() + "&").orElse("") + "page=" + page;
    }

    @SuppressWarnings("unchecked")
    Paged<Row> read(EntityManager database, Standing here) {
        var backward = from != null && from.backward();
        var sql = """
                select i.id, i.email, i.role, i.created, i.expires, i.accepted, i.declined, i.revoked, i.decline_reason, i.expires > now() as open,
                  a.name as inviter, m.sent, m.dropped, m.dead, m.problem, m.attempts
                from invitation i join account a on a.id = i.inviter_id
                left join lateral (select * from outbox o where o.organization_id = i.organization_id
                  and o.invitation_id = i.id and o.kind = 'invitation' order by o.created desc limit 1) m on true
                where i.organization_id = :organization and i.dismissed is null"""
                + state.map(s -> " and " + CONDITIONS.get(s)).orElse("")
                + (from == null ? "" : " and i.id " + (backward ? ">" : "<") + " :id")
                + " order by i.id " + (backward ? "asc" : "desc") + " limit " + (Paged.SIZE + 1);
        var query = database.createNativeQuery(sql, Tuple.class).setParameter("organization", here.organization());
        if (from != null) query.setParameter("id", from.id());
        List<Tuple> rows = query.getResultList();
        return Paged.of(
                rows.stream().map(row -> row(row, here)).toList(), from, row -> new Keyset(false, "", row.id()));
    }

    /** How many there are in each state; from a thousand on, "999+". */
    static Map<Invitation.State, String> counts(EntityManager database, Standing here) {
        var sql = new StringBuilder("select ");
        for (var state : Invitation.State.values()) {
            sql.append(state.ordinal() == 0 ? "" : ", ")
                    .append(
                            "(select count(*) from (select 1 from invitation i where i.organization_id = ?1 and i.dismissed is null and %s limit %d) x) as %s"
                                    .formatted(CONDITIONS.get(state), MOST_COUNTED, state.key()));
        }
        var row = (Tuple) database.createNativeQuery(sql.toString(), Tuple.class)
                .setParameter(1, here.organization())
                .getSingleResult();
        var counts = new LinkedHashMap<Invitation.State, String>();
        for (var state : Invitation.State.values()) {
            var count = row.get(state.key(), Long.class);
            counts.put(state, count < MOST_COUNTED ? String.valueOf(count) : "999+");
        }
        return counts;
    }

    private static Row row(Tuple row, Standing here) {
        var accepted = row.get("accepted", Instant.class);
        var declined = row.get("declined", Instant.class);
        var revoked = row.get("revoked", Instant.class);
        var state = accepted != null
                ? Invitation.State.ACCEPTED
                : revoked != null
                        ? Invitation.State.REVOKED
                        : declined != null
                                ? Invitation.State.DECLINED
                                : row.get("open", Boolean.class) ? Invitation.State.PENDING : Invitation.State.EXPIRED;
        var ended = accepted != null ? accepted : revoked != null ? revoked : declined;
        var sent = row.get("sent", Instant.class);
        var problem = row.get("problem", String.class);
        var attempts = row.get("attempts", Integer.class);
        var mail = attempts == null
                ? null
                : sent != null
                        ? "Mail handed to the mail server."
                        : problem == null
                                ? "Mail is waiting to go out."
                                : problem
                                        + (row.get("dead", Instant.class) == null
                                                        && row.get("dropped", Instant.class) == null
                                                ? "; tried " + attempts + (attempts == 1 ? " time." : " times.")
                                                : ".");
        return new Row(
                row.get("id", UUID.class),
                row.get("email", String.class),
                here.roleOf(row.get("role", String.class)),
                row.get("inviter", String.class),
                state,
                row.get("created", Instant.class),
                row.get("expires", Instant.class),
                ended,
                row.get("decline_reason", String.class),
                mail,
                problem != null && state == Invitation.State.PENDING);
    }
}
