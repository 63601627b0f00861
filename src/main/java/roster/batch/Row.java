package roster.batch;

import static roster.web.Reader.say;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import roster.access.AccessModel;
import roster.access.Lasting;
import roster.account.Address;
import roster.invitation.Foresight;
import roster.invitation.Inviting;
import roster.web.Problems;

/**
 * One row of a batch.
 *
 * @param cells what it says, as typed
 * @param invitation what is to be renewed or revoked, or null
 * @param problems what is wrong, by cell
 * @param outcome what became of it, or, before it is done, what would; null if something is wrong
 * @param due when it may go, where its address had enough mail for a day; or null
 */
public record Row(
        int number,
        Map<Column, String> cells,
        UUID invitation,
        Map<Column, String> problems,
        Inviting.Outcome outcome,
        Instant due,
        Instant done) {
    private static final Pattern BETWEEN_PAIRS = Pattern.compile("[;|]|(?<!\\s)\\s++(?=[^\\s=;|]+\\s*=)");

    /** What a row offers in a project. */
    private record Pair(String project, String role) {}

    /** A row as it is read from a table. @param role the key of the role for whoever is offered nothing by the row */
    static Row of(int number, Sheet.Line line, AccessModel model, String role) {
        var cells = new EnumMap<Column, String>(Column.class);
        var problems = new EnumMap<Column, String>(Column.class);
        if (line.problem() != null) problems.put(Column.ADDRESS, line.problem());
        line.cells().forEach((column, cell) -> {
            if (cell.codePointCount(0, cell.length()) > Sheet.LONGEST_CELL) {
                problems.put(column, say(BatchWords.class).cellTooLong(Sheet.LONGEST_CELL));
            }
            cells.put(column, Sheet.cut(cell, Sheet.LONGEST_CELL));
        });
        var pasted = Address.read(cells.getOrDefault(Column.ADDRESS, ""));
        if (pasted.addresses().size() == 1 && pasted.wrong().isEmpty()) {
            cells.put(Column.ADDRESS, pasted.addresses().get(0).typed());
        }
        if (!cells.containsKey(Column.ROLE) && !cells.containsKey(Column.PROJECTS) && !role.isEmpty()) {
            cells.put(Column.ROLE, role);
        }
        var row = new Row(number, cells, null, problems, null, null, null);
        row.readRoles(model);
        return row;
    }

    /** A row about an invitation that there is. */
    static Row of(int number, Foresight.Chosen chosen) {
        var problems = new EnumMap<Column, String>(Column.class);
        var sentences = chosen.foreseen().problems().getAll().values();
        if (!sentences.isEmpty()) problems.put(Column.ADDRESS, String.join(" ", sentences));
        return new Row(
                number,
                Map.of(Column.ADDRESS, chosen.named()),
                chosen.invitation(),
                problems,
                chosen.foreseen().outcome(),
                null,
                null);
    }

    static Row of(Tuple row) {
        var problems = row.get("problems", String.class);
        return new Row(
                row.get("number", Integer.class),
                columns(row.get("cells", String.class)),
                row.get("invitation_id", UUID.class),
                problems == null ? Map.of() : columns(problems),
                Optional.ofNullable(row.get("outcome", String.class))
                        .map(Inviting.Outcome::valueOf)
                        .orElse(null),
                row.get("due", Instant.class),
                row.get("done", Instant.class));
    }

    /** The same with what would become of it. */
    Row with(Foresight.Foreseen foreseen) {
        var all = new EnumMap<Column, String>(Column.class);
        all.putAll(problems);
        columns(foreseen.problems()).forEach(all::putIfAbsent);
        return new Row(number, cells, null, all, all.isEmpty() ? foreseen.outcome() : null, null, null);
    }

    /** The same with one more problem, unless this cell has one. */
    Row with(Column column, String problem) {
        var all = new EnumMap<Column, String>(Column.class);
        all.putAll(problems);
        all.putIfAbsent(column, problem);
        return new Row(number, cells, null, all, null, null, null);
    }

    public String cell(Column column) {
        return cells.getOrDefault(column, "");
    }

    /** What is wrong with this cell, or null. */
    public String problem(Column column) {
        return problems.get(column);
    }

    /** All that is wrong, in one text. */
    String problem() {
        return String.join(" ", problems.values());
    }

    public boolean isFailed() {
        return !problems.isEmpty();
    }

    /** The normalized address; empty if the cell holds none. */
    String address() {
        return Address.parse(cell(Column.ADDRESS)).map(Address::value).orElse("");
    }

    /** What the form for this one invitation would hold. */
    Inviting.Form form(AccessModel model) {
        var pairs = pairs();
        var role = role(model.organizationRoles(), cell(Column.ROLE));
        var ends = cell(Column.ENDS);
        var readable = Problems.none();
        Lasting.read(readable, "ends", ends);
        return new Inviting.Form(
                cell(Column.ADDRESS),
                role.map(AccessModel.Role::key).orElse(""),
                cell(Column.MESSAGE),
                pairs.stream().map(Pair::project).toList(),
                pairs.stream()
                        .map(pair -> role(model.projectRoles(), pair.role())
                                .map(AccessModel.Role::key)
                                .orElse(""))
                        .toList(),
                cell(Column.TERM),
                ends,
                // What is wrong with it, is told at its own cell.
                readable.isEmpty() ? pairs.stream().map(pair -> ends).toList() : List.of(),
                true);
    }

    private void readRoles(AccessModel model) {
        var named = cell(Column.ROLE);
        if (!named.isEmpty() && role(model.organizationRoles(), named).isEmpty()) {
            problems.putIfAbsent(Column.ROLE, noRole(named, model.organizationRoles()));
        }
        for (var pair : pairs()) {
            if (pair.project().isEmpty() || pair.role().isEmpty()) {
                problems.putIfAbsent(
                        Column.PROJECTS,
                        say(BatchWords.class)
                                .writePairs("rain="
                                        + model.projectRoles()
                                                .get(model.projectRoles().size() - 1)
                                                .key()));
            } else if (role(model.projectRoles(), pair.role()).isEmpty()) {
                problems.putIfAbsent(Column.PROJECTS, noRole(pair.role(), model.projectRoles()));
            }
        }
    }

    private List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (var text : BETWEEN_PAIRS.split(cell(Column.PROJECTS))) {
            if (text.isBlank()) continue;
            var sides = text.split("=", 2);
            pairs.add(new Pair(sides[0].strip(), sides.length < 2 ? "" : sides[1].strip()));
        }
        return pairs;
    }

    /** The role of this key or name, in whatever case. */
    private static Optional<AccessModel.Role> role(List<AccessModel.Role> roles, String named) {
        return roles.stream()
                .filter(role ->
                        role.key().equalsIgnoreCase(named) || role.name().equalsIgnoreCase(named))
                .findFirst();
    }

    private static String noRole(String named, List<AccessModel.Role> roles) {
        var keys = roles.stream()
                .filter(AccessModel.Role::assignable)
                .map(AccessModel.Role::key)
                .toList();
        return say(BatchWords.class).noRole(Sheet.cut(named, 40), keys);
    }

    /** As the statement that writes many rows reads it. */
    JsonObject toJson() {
        return new JsonObject()
                .put("number", number)
                .put("cells", json(cells))
                .put("invitation", invitation == null ? null : invitation.toString())
                .put("problems", problems.isEmpty() ? null : json(problems))
                .put("outcome", outcome == null ? null : outcome.name());
    }

    static JsonObject json(Map<Column, String> texts) {
        var json = new JsonObject();
        texts.forEach((column, text) -> json.put(column.key(), text));
        return json;
    }

    /** The problems with a form, by cell. */
    static Map<Column, String> columns(Problems problems) {
        var columns = new EnumMap<Column, String>(Column.class);
        problems.getAll().forEach((field, sentence) -> columns.putIfAbsent(Column.ofField(field), sentence));
        return columns;
    }

    private static Map<Column, String> columns(String json) {
        var columns = new EnumMap<Column, String>(Column.class);
        for (var entry : new JsonObject(json)) {
            columns.put(Column.named(entry.getKey()).orElseThrow(), (String) entry.getValue());
        }
        return columns;
    }
}
