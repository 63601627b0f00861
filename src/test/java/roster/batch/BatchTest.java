package roster.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roster.RosterTest;
import roster.Visitor;
import roster.web.Paged;

/** Many at once: looked at first, then done, row by row, as the limits allow. */
@QuarkusTest
class BatchTest extends RosterTest {
    @Inject
    Execution execution;

    private Visitor ada;
    private String slug;

    @BeforeEach
    void ada_founds() {
        ada = signedIn("Ada");
        slug = found(ada, "single-owner");
    }

    // --- The dry run ---

    @Test
    void a_dry_run_invites_and_mails_nobody() {
        var page = ada.open(prepare(ada, rows("Dora", "Eve")));
        assertThat(page.title()).isEqualTo("Invite 2 people");
        assertThat(page.text()).contains("Nothing has been done yet", "2 rows can be done as shown");
        assertThat(cells(page, 1)).endsWith("Will be invited.");
        assertThat(count("invitation")).isZero();
        assertThat(count("outbox")).isZero();
        assertThat(sql("select count(*) from batch where organization_id = ?1 and confirmed is null", id()))
                .isEqualTo(1L);
    }

    @Test
    void every_row_says_what_would_become_of_it() {
        createProject(ada, slug, "Rain");
        join(ada, slug, "Ben", "member");
        invite(ada, slug, "Cleo", "member");
        invite(ada, slug, "Dora", "member");
        sqlUpdate("update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, "Dora"));
        var page = ada.open(prepare(
                ada,
                "address,role,projects\n" + address("Ben") + ",member,\n" + address("Cleo") + ",member,\n"
                        + address("Cleo2") + ",member,rain=project-read\n" + address("Dora") + ",Member,\n"
                        + address("Ben2")
                        + ",admin,rain=project-write\n"));
        assertThat(cells(page, 1)).contains("Is a member already; nothing will be sent.");
        assertThat(cells(page, 2)).contains("Has an open invitation already; nothing will be sent.");
        assertThat(cells(page, 3)).contains("Will be invited.");
        assertThat(cells(page, 4)).contains("Will be invited anew");
        assertThat(cells(page, 5)).contains("rain=project-write", "Will be invited.");
        page = ada.open(prepare(ada, "address,role,projects\n" + address("Cleo") + ",member,rain=project-read\n"));
        assertThat(cells(page, 1)).contains("this will be added to it");
    }

    @Test
    void a_table_of_nothing_but_spaces_is_read_in_no_time() {
        var cell = "rain" + " ".repeat(1990) + "snow";
        var rows = IntStream.range(0, 400)
                .mapToObj(i -> "a" + i + "@example.org,member," + cell)
                .collect(Collectors.joining("\n"));
        var start = Instant.now();
        ada.open(prepare(ada, "address,role,projects\n" + rows));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void what_is_wrong_is_told_at_its_cell() {
        createProject(ada, slug, "Rain");
        var page = ada.open(prepare(ada, """
                address;role;projects;message;term;ends
                no address;member;;;;
                a@example.org;king;;;;
                b@example.org;owner;;;;
                c@example.org;member;"snow=project-read";;;
                d@example.org;member;rain;;;
                e@example.org;member;rain=king;;;
                f@example.org;member;;%s;;
                g@example.org;member;;;40 days;
                h@example.org;member;;;;yesterday
                A@EXAMPLE.org;member;;;;
                i@example.org;member;;;;2020-01-01
                """.formatted("m".repeat(1001))));
        assertThat(error(page, 1, "th")).isEqualTo("Write one mail address, such as jana@example.org.");
        assertThat(error(page, 2, "Role")).contains("There is no role “king”. Write", "member");
        assertThat(error(page, 3, "Role")).isNotEmpty();
        assertThat(error(page, 4, "Projects")).isEqualTo("There is no project “snow” that you can see.");
        assertThat(error(page, 5, "Projects")).startsWith("Write pairs of a project’s address name and a role");
        assertThat(error(page, 6, "Projects")).startsWith("There is no role “king”");
        assertThat(error(page, 7, "Message")).contains("at most 1000 characters");
        assertThat(error(page, 8, "Link works for")).startsWith("Choose from 1 hour to 30 days");
        assertThat(error(page, 9, "Access ends")).startsWith("Write a date");
        assertThat(error(page, 10, "th")).isEqualTo("This address is in row 2 already.");
        assertThat(error(page, 11, "Access ends")).startsWith("This day is over");
        assertThat(page.page().select("td .error, th .error")).hasSize(11);
        assertThat(page.text()).contains("No row can be done as it is.");
        assertThat(page.page().select("form[action$=/confirmation]")).isEmpty();
        assertThat(ada.post(page.address().getPath() + "/confirmation").status())
                .isEqualTo(409);
    }

    @Test
    void nobody_gives_by_a_table_what_they_could_not_give_by_the_form() {
        createProject(ada, slug, "Rain");
        var ben = join(ada, slug, "Ben", "admin");
        createProject(ben, slug, "Snow");
        ada.post("/organizations/" + slug + "/projects/rain/visibility", "visibility", "public");
        var accepted = new ArrayList<Boolean>();
        for (var offer :
                List.of("owner", "admin", "member", "member,rain,project-write", "member,snow,project-write")) {
            var parts = offer.split(",");
            var project = parts.length > 1 ? parts[1] + "=" + parts[2] : "";
            var page = ben.open(prepare(
                    ben, "address,role,projects\n" + address("e" + accepted.size()) + "," + parts[0] + "," + project));
            var form = ben.post(
                    "/organizations/" + slug + "/invitations",
                    "emails",
                    address("e" + accepted.size()),
                    "role",
                    parts[0],
                    "project",
                    parts.length > 1 ? parts[1] : "",
                    "projectRole",
                    parts.length > 1 ? parts[2] : "");
            accepted.add(form.status() == 303);
            assertThat(page.page().select("#row-1 .error").isEmpty()).as(offer).isEqualTo(form.status() == 303);
        }
        assertThat(accepted).containsExactly(false, true, true, false, true);
    }

    @Test
    void what_nobody_from_outside_can_be_is_told_at_the_cell_of_the_role() {
        slug = found(ada, "owner-editor-viewer");
        createProject(ada, slug, "Rain");
        var rows = "address,role,projects\n" + address("Dora") + ",,rain=project-owner\n" + address("Eve")
                + ",viewer,rain=project-owner\n" + address("Cleo") + ",,rain=project-viewer\n";
        var page = ada.open(ada.post(path(), "rows", rows, "role", "").header("location"));
        assertThat(error(page, 1, "Role")).contains("cannot be Project owner as External user");
        assertThat(page.page().select("td .error, th .error")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s,member\n%s,member",
                "\uFEFFAddress,Role\r\n%s,member\r\n%s,member\r\n",
                "ROLE;ADDRESS\nmember;%s\nmember;\"%s\"\n",
                "role\te-mail\nmember\t%s\n\n\nmember\t%s",
                "problem,address,role\nwas wrong,%s,member\n,%s,Member",
                "%s\n%s",
                "%s, %s",
                "Doe, Dora <%s>, \"Eve\" <%s>"
            })
    void tables_are_read_as_people_write_them(String table) {
        var page = ada.open(prepare(ada, table.formatted(address("Dora"), address("Eve"))));
        assertThat(page.title()).isEqualTo("Invite 2 people");
        assertThat(page.page().select("tbody th strong").eachText()).containsExactly(address("Dora"), address("Eve"));
        assertThat(page.page().select("td[data-label=Role]").eachText())
                .allSatisfy(role -> assertThat(role).isEqualToIgnoringCase("member"));
        assertThat(page.page().select(".error")).isEmpty();
    }

    @Test
    void what_is_no_table_is_told_at_the_field_and_kept() {
        var before = count("batch");
        for (var bad : List.of(
                List.of("", "There is nothing in this."),
                List.of(" \n\n ", "There is nothing in this."),
                List.of("address,role\n", "There is no row in this."),
                List.of("address,rule\na@example.org,x", "There is no column “rule” here."),
                List.of("address,mail\na@example.org,x", "The column “mail” is there twice."),
                List.of("address,role\n\"a@example.org,member\nb@example.org,member", "The quotation marks do not fit"),
                List.of(
                        IntStream.rangeClosed(0, Batch.MOST_ROWS)
                                .mapToObj(n -> "p" + n + "@example.org")
                                .collect(Collectors.joining("\n")),
                        "At most 5,000 rows go at once"),
                List.of("a".repeat(1_000_001), "At most 1 MB"))) {
            var answer = ada.post(path(), "rows", bad.get(0), "role", "member");
            assertThat(answer.status()).as(bad.get(1)).isEqualTo(422);
            assertThat(answer.problem("rows")).startsWith(bad.get(1));
            assertThat(answer.page().select("textarea#rows").first().wholeText())
                    .endsWith(bad.get(0));
        }
        assertThat(ada.post(path(), "rows", "a@example.org", "role", "king").problem("role"))
                .isNotEmpty();
        assertThat(ada.post(path(), "rows", "a\0@example.org").status()).isEqualTo(400);
        assertThat(ada.post(path(), "kind", "delete", "rows", "a@example.org").status())
                .isEqualTo(422);
        assertThat(count("batch")).isEqualTo(before);
    }

    @Test
    void a_megabyte_in_one_line_is_one_bad_row() {
        for (var line : List.of(
                "x".repeat(999_000),
                "a@example.org,\"" + "=1+1 ".repeat(190_000) + "\"",
                "\"\"".repeat(400_000) + "x@example.org",
                "<".repeat(999_000),
                "=|".repeat(450_000))) {
            var answer =
                    ada.upload(path(), ada.token(), "file", line.getBytes(StandardCharsets.UTF_8), "role", "member");
            assertThat(answer.status()).isIn(303, 422);
            if (answer.status() == 303) {
                assertThat(ada.open(answer.header("location")).body()).hasSizeLessThan(200_000);
            }
        }
    }

    @Test
    void a_table_cannot_speak_to_the_page_nor_to_a_spreadsheet() {
        var evil = List.of(
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "<script>alert(1)</script>",
                "{inject:csrf.token}",
                "a\u202Eb",
                "'quoted'",
                "say \"hi\"");
        var table = "address,message\n"
                + evil.stream()
                        .map(text -> "x," + '"' + text.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining("\n"));
        var batch = prepare(ada, table);
        var page = ada.open(batch);
        assertThat(page.page().select("script:not([src])")).isEmpty();
        assertThat(page.page().select("td[data-label=Message]").stream().map(cell -> cell.ownText()))
                .containsExactlyElementsOf(evil);
        var csv = ada.get(batch + "?format=csv");
        assertThat(csv.header("content-type")).startsWith("text/csv");
        assertThat(csv.header("content-disposition")).startsWith("attachment");
        assertThat(csv.body().lines().skip(1).map(line -> line.split(",")[3].replaceFirst("^\"", "")))
                .noneMatch(cell -> "=+-@".indexOf(cell.charAt(0)) >= 0);
        // Read again, it is what it was.
        var again = ada.open(prepare(ada, csv.body()));
        assertThat(again.page().select("td[data-label=Message]").stream().map(cell -> cell.ownText()))
                .containsExactlyElementsOf(evil);
    }

    // --- Files ---

    @Test
    void a_file_is_read_like_what_is_pasted() {
        var answer = ada.upload(
                path(),
                ada.token(),
                "file",
                "address\n%s\n".formatted(address("Dörte".replace("ö", "oe"))).getBytes(StandardCharsets.UTF_8),
                "role",
                "member");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(ada.open(answer.header("location"))
                        .page()
                        .select("td[data-label=Role]")
                        .text())
                .isEqualTo("member");
    }

    @Test
    void a_file_that_is_no_text_is_told_at_its_field() {
        for (var bad : Map.of(
                        "not in UTF-8",
                                "address,message\na@example.org,Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1),
                        "is no text", "a\0b@example.org".getBytes(StandardCharsets.UTF_8),
                        "at most 1 MB", "a".repeat(1_000_001).getBytes(StandardCharsets.UTF_8),
                        "no row", "\uFEFFaddress,role".getBytes(StandardCharsets.UTF_8))
                .entrySet()) {
            var answer = ada.upload(path(), ada.token(), "file", bad.getValue());
            assertThat(answer.status()).as(bad.getKey()).isEqualTo(422);
            assertThat(answer.problem("file")).contains(bad.getKey());
        }
        var utf16 = ada.upload(path(), ada.token(), "file", "address\na@example.org".getBytes(StandardCharsets.UTF_16));
        assertThat(utf16.status()).isEqualTo(422);
        assertThat(count("batch")).isZero();
    }

    @Test
    void a_file_needs_the_token_and_its_own_field() {
        var table = "a@example.org".getBytes(StandardCharsets.UTF_8);
        assertThat(ada.upload(path(), "", "file", table).status()).isEqualTo(403);
        assertThat(ada.upload(path(), signedIn("Ben").token(), "file", table).status())
                .isEqualTo(403);
        assertThat(ada.upload(path(), ada.token(), "rows", table).status()).isEqualTo(400);
        assertThat(ada.upload(path(), ada.token(), "csrf-token", table).status())
                .isEqualTo(400);
        assertThat(ada.upload("/organizations/" + slug + "/settings", ada.token(), "file", table)
                        .status())
                .isEqualTo(415);
        assertThat(ada.upload(path() + "/new", ada.token(), "file", table).status())
                .isEqualTo(415);
        var mallory = signedIn("Mallory");
        assertThat(mallory.upload(path(), mallory.token(), "file", table).status())
                .isEqualTo(404);
        for (var body : List.of(
                "",
                "--b",
                "--b\r\n\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"rows\"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nx\r\n--b--\r\n")) {
            var answer = ada.send(HttpRequest.newBuilder(URI.create(Visitor.base() + path()))
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.status()).as(body).isBetween(400, 499);
        }
        assertThat(count("batch")).isZero();
    }

    // --- Doing it ---

    @Test
    void three_hundred_go_through_where_the_limits_allow() {
        raise(5000);
        var batch = prepare(
                ada,
                IntStream.rangeClosed(1, 300).mapToObj(n -> address("p" + n)).collect(Collectors.joining("\n")));
        assertThat(ada.post(batch + "/confirmation").header("location")).isEqualTo(batch);
        await(batch);
        assertThat(sql("select count(distinct address) from invitation where organization_id = ?1", id()))
                .isEqualTo(300L);
        assertThat(count("outbox")).isEqualTo(300);
        var page = ada.open(batch);
        assertThat(page.text()).contains("Finished", "300 of 300 done");
        assertThat(page.page().select("progress").attr("value")).isEqualTo("300");
        assertThat(page.page().select("[hx-trigger]")).isEmpty();
        assertThat(cells(page, 1)).endsWith("Invited.");
        assertThat(page.page().select("tbody tr")).hasSize(Paged.SIZE);
        page = ada.open(page.page().select("a[rel=next]").first().attr("abs:href"));
        assertThat(page.page().select("tbody tr").first().id()).isEqualTo("row-" + (Paged.SIZE + 1));
        page = ada.open(page.page().select("a[rel=prev]").first().attr("abs:href"));
        assertThat(page.page().select("tbody tr").first().id()).isEqualTo("row-1");
        assertThat(entries("BATCH_PREPARED")).isEqualTo(1);
        assertThat(entries("BATCH_CONFIRMED")).isEqualTo(1);
        assertThat(ada.open(path()).text()).contains("Invite 300 people", "Finished");
    }

    @Test
    void five_thousand_rows_are_read_and_checked() {
        var batch = prepare(
                ada,
                IntStream.rangeClosed(1, Batch.MOST_ROWS)
                        .mapToObj(n -> address("p" + n))
                        .collect(Collectors.joining("\n")));
        var page = ada.open(batch);
        assertThat(page.title()).isEqualTo("Invite 5000 people");
        assertThat(page.text()).contains("5000 rows can be done as shown", "The rest waits");
    }

    @Test
    void what_is_over_a_limit_waits_and_goes_out_later() {
        sqlUpdate("update organization set inviter_daily = 2 where id = ?1", id());
        var batch = confirm(ada, rows("Cleo", "Dora", "Eve"));
        awaitWaiting(batch);
        var page = ada.open(batch);
        assertThat(page.text())
                .contains("Waiting", "2 of 3 done", "1 waits. You can send 2 invitations in 24 hours; 0 are left.");
        assertThat(page.page().select("#progress").attr("hx-trigger")).isEqualTo("every 60s");
        assertThat(ada.open(batch + "?refresh=off").page().select("[hx-trigger]"))
                .isEmpty();
        assertThat(count("outbox")).isEqualTo(2);
        // When the oldest mail that counts is a day old, there is room for one.
        var until = (Instant) sql("select until from batch where id = ?1", idOf(batch));
        var oldest = (Instant) sql("select min(created) from outbox where organization_id = ?1", id());
        assertThat(until).isEqualTo(oldest.plus(Duration.ofDays(1)));
        sqlUpdate("update outbox set created = created - interval '25 hours' where organization_id = ?1", id());
        due(batch);
        await(batch);
        assertThat(count("outbox")).isEqualTo(3);
        assertThat(ada.open(batch).text()).contains("3 of 3 done").doesNotContain("failed");
    }

    @Test
    void an_operator_raises_the_limits_of_an_organization_at_once() throws Exception {
        sqlUpdate("update organization set inviter_daily = 1, organization_pending = 1 where id = ?1", id());
        var batch = confirm(ada, rows("Cleo", "Dora", "Eve"));
        awaitWaiting(batch);
        assertThat(ada.open("/organizations/" + slug + "/invitations/new").text())
                .contains("You can send 0 more invitations today, this organization 199; 0 more can be open at once.");
        var statement = Files.readAllLines(Path.of("README.md")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("update organization set"))
                .findFirst()
                .orElseThrow();
        assertThat(sqlUpdate(statement.replace("weather", slug).replace(";", "")))
                .isEqualTo(1);
        assertThat(ada.open("/organizations/" + slug + "/invitations/new").text())
                .contains(
                        "You can send 999 more invitations today, this organization 4999; 1999 more can be open at once.");
        due(batch);
        await(batch);
        assertThat(count("outbox")).isEqualTo(3);
    }

    @Test
    void too_many_open_invitations_make_the_rest_wait_for_answers() {
        sqlUpdate("update organization set organization_pending = 1 where id = ?1", id());
        var batch = confirm(ada, rows("Cleo", "Dora"));
        awaitWaiting(batch);
        assertThat(ada.open(batch).text()).contains("At most 1 invitations can be open at once.");
        accept(slug, "Cleo");
        due(batch);
        await(batch);
        assertThat(invitation(slug, "Dora")).isNotNull();
    }

    @Test
    void an_address_that_had_enough_mail_waits_alone() {
        for (var i = 0; i < 3; i++) {
            sqlUpdate("""
                    insert into outbox (id, organization_id, kind, recipient, address, facts, created, due, sent, attempts, sender_id)
                    values (gen_random_uuid(), ?1, 'invitation', ?2, ?2, '{}', now() - interval '23 hours', now(), now(), 1, ?3)""", UUID.randomUUID(), address("Cleo"), UUID.randomUUID());
        }
        var batch = confirm(ada, rows("Cleo", "Dora", "Eve"));
        until(() -> sql("select count(*) from batch_row where batch_id = ?1 and done is not null", idOf(batch))
                        .equals(2L)
                && sql("select count(*) from batch_row where batch_id = ?1 and due is not null", idOf(batch))
                        .equals(1L));
        var page = ada.open(batch);
        assertThat(cells(page, 1)).contains("Waits until").contains("enough mail for today");
        assertThat(page.text()).contains("2 of 3 done", "1 waits until");
        sqlUpdate("update outbox set created = created - interval '2 hours' where address = ?1", address("Cleo"));
        sqlUpdate("update batch_row set due = now() where batch_id = ?1 and due is not null", idOf(batch));
        due(batch);
        await(batch);
        assertThat(cells(ada.open(batch), 1)).endsWith("Invited.");
    }

    @Test
    void two_nodes_do_no_row_twice() throws Exception {
        raise(5000);
        var names = IntStream.rangeClosed(1, 30).mapToObj(n -> "p" + n).toArray(String[]::new);
        await(confirm(ada, rows(names)));
        sqlUpdate("update outbox set created = created - interval '25 hours' where organization_id = ?1", id());
        var fields = new ArrayList<>(List.of("kind", "renew"));
        for (var name : names)
            fields.addAll(List.of("selected", invitation(slug, name).toString()));
        var batch = ada.post(path(), fields.toArray(String[]::new)).header("location");
        ada.post(batch + "/confirmation");
        var nodes = Executors.newFixedThreadPool(3);
        Callable<Void> node = () -> {
            while (sql("select finished from batch where id = ?1", idOf(batch)) == null) execution.one();
            return null;
        };
        for (var done : nodes.invokeAll(List.of(node, node, node))) done.get();
        nodes.shutdown();
        assertThat(sql("select max(generation) from invitation where organization_id = ?1", id()))
                .isEqualTo(2);
        assertThat(count("outbox")).isEqualTo(60);
        assertThat(entries("INVITATION_RENEWED")).isEqualTo(30);
        assertThat(sql("select count(*) from batch_row where batch_id = ?1 and problems is not null", idOf(batch)))
                .isEqualTo(0L);
    }

    @Test
    void whoever_loses_the_right_on_the_way_invites_nobody_any_more() {
        var ben = join(ada, slug, "Ben", "admin");
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        var batch = confirm(ben, rows("Cleo", "Dora"));
        awaitWaiting(batch);
        assertThat(ada.post(
                                "/organizations/" + slug + "/members/" + member(slug, "Ben") + "/role",
                                "role",
                                "restricted-member")
                        .status())
                .isEqualTo(303);
        raise(100);
        due(batch);
        await(batch);
        assertThat(sql(
                        "select r.problems ->> 'address' from batch_row r where batch_id = ?1 and number = 2",
                        idOf(batch)))
                .isEqualTo("You do not have the permission member:invite any more.");
        assertThat(sql(
                        "select count(*) from invitation where organization_id = ?1 and address = ?2",
                        id(),
                        address("Dora")))
                .isEqualTo(0L);
    }

    @Test
    void whoever_leaves_on_the_way_invites_nobody_any_more() {
        var ben = join(ada, slug, "Ben", "admin");
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        var batch = confirm(ben, rows("Cleo", "Dora"));
        awaitWaiting(batch);
        assertThat(ben.post("/organizations/" + slug + "/membership/removal").status())
                .isEqualTo(303);
        due(batch);
        await(batch);
        assertThat(sql(
                        "select r.problems ->> 'address' from batch_row r where batch_id = ?1 and number = 2",
                        idOf(batch)))
                .isEqualTo("You do not belong to this organization any more.");
    }

    @Test
    void a_batch_is_nobody_elses() {
        var ben = join(ada, slug, "Ben", "admin");
        var batch = prepare(ada, rows("Dora"));
        var mallory = signedIn("Mallory");
        var hers = found(mallory, "single-owner");
        for (var visitor : List.of(ben, mallory)) {
            for (var place : List.of(batch, batch.replace(slug, hers))) {
                assertThat(visitor.get(place).status()).isEqualTo(404);
                assertThat(visitor.get(place + "?format=csv").status()).isEqualTo(404);
                assertThat(visitor.post(place + "/confirmation").status()).isEqualTo(404);
                assertThat(visitor.post(place + "/cancellation").status()).isEqualTo(404);
            }
        }
        assertThat(ben.open(path()).text()).contains("Nothing here yet");
        assertThat(sql("select confirmed from batch where id = ?1", idOf(batch)))
                .isNull();
    }

    @Test
    void confirmed_twice_is_confirmed_once() {
        var batch = prepare(ada, rows("Dora"));
        assertThat(ada.post(batch + "/confirmation").status()).isEqualTo(303);
        assertThat(ada.post(batch + "/confirmation").status()).isEqualTo(303);
        await(batch);
        assertThat(ada.post(batch + "/confirmation").status()).isEqualTo(303);
        assertThat(entries("BATCH_CONFIRMED")).isEqualTo(1);
        assertThat(count("outbox")).isEqualTo(1);
        assertThat(ada.post(batch + "/cancellation").status()).isEqualTo(409);
    }

    @Test
    void what_is_stopped_goes_no_further() {
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        var batch = confirm(ada, rows("Cleo", "Dora", "Eve"));
        awaitWaiting(batch);
        assertThat(ada.post(batch + "/cancellation").status()).isEqualTo(303);
        raise(100);
        due(batch);
        var page = ada.open(batch);
        assertThat(page.text()).contains("Stopped", "1 of 3 done", "2 not done");
        assertThat(ada.post(batch + "/confirmation").status()).isEqualTo(409);
        execution.one();
        assertThat(count("outbox")).isEqualTo(1);
        assertThat(ada.get(batch + "?format=csv").body().lines()).hasSize(3);
        var other = prepare(ada, rows("Dora"));
        assertThat(ada.post(other + "/cancellation").status()).isEqualTo(303);
        assertThat(ada.post(other + "/confirmation").status()).isEqualTo(409);
    }

    @Test
    void failures_are_corrected_and_read_again() {
        createProject(ada, slug, "Rain");
        var batch = confirm(
                ada,
                "address,role,projects,message,term,ends\n" + address("Cleo") + ",member,,,,\n" + address("Dora")
                        + ",kling,rain=project-read,\"Hello,\n\"\"you\"\"\",3 days,30\n");
        await(batch);
        assertThat(count("invitation")).isEqualTo(1);
        var page = ada.open(batch + "?state=failed");
        assertThat(page.page().select("tbody tr")).hasSize(1);
        var csv = ada.get(batch + "?format=csv").body();
        assertThat(csv).contains("problem", "There is no role “kling”").doesNotContain(address("Cleo"));
        await(confirm(ada, csv.replace(",kling,", ",admin,")));
        var dora = invitation(slug, "Dora");
        assertThat(sql(
                        "select role || ' ' || hours || ' ' || lasts || ' ' || message from invitation where id = ?1",
                        dora))
                .isEqualTo("admin 72 30d Hello,\n\"you\"");
        assertThat(sql("select role || ' ' || lasts from invitation_project where invitation_id = ?1", dora))
                .isEqualTo("project-read 30d");
    }

    @Test
    void what_changed_since_the_dry_run_is_decided_anew() {
        var batch = prepare(ada, rows("Cleo", "Dora"));
        join(ada, slug, "Dora", "member");
        ada.post(batch + "/confirmation");
        await(batch);
        var page = ada.open(batch);
        assertThat(cells(page, 1)).endsWith("Invited.");
        assertThat(cells(page, 2)).endsWith("Is a member already; nothing was sent.");
    }

    @Test
    void the_example_is_understood() {
        createProject(ada, slug, "Rain");
        createProject(ada, slug, "Snow");
        var example = ada.get(path() + "/example");
        assertThat(example.header("content-type")).startsWith("text/csv");
        assertThat(ada.open(prepare(ada, example.body())).page().select(".error"))
                .isEmpty();
    }

    // --- Renewing and revoking ---

    @Test
    void selected_invitations_are_renewed_and_revoked_together() {
        for (var name : List.of("Cleo", "Dora", "Eve")) invite(ada, slug, name, "member");
        accept(slug, "Eve");
        var list = ada.open("/organizations/" + slug + "/invitations").page();
        assertThat(list.select("input[name=selected]")).hasSize(2).allMatch(box -> box.attr("aria-label")
                .startsWith("Select the invitation of "));
        var fields = new String[] {
            "kind",
            "renew",
            "selected",
            invitation(slug, "Cleo").toString(),
            "selected",
            invitation(slug, "Dora").toString(),
            "selected",
            invitation(slug, "Eve").toString(),
            "selected",
            UUID.randomUUID().toString()
        };
        var batch = ada.post(path(), fields).header("location");
        var page = ada.open(batch);
        assertThat(page.title()).isEqualTo("Renew 3 invitations");
        assertThat(cells(page, 1)).contains("Will be renewed");
        assertThat(error(page, 3, "th")).isEqualTo("This invitation has ended; invite the person again.");
        ada.post(batch + "/confirmation");
        await(batch);
        assertThat(sql("select generation from invitation where id = ?1", invitation(slug, "Cleo")))
                .isEqualTo(2);
        fields[1] = "revoke";
        batch = ada.post(path(), fields).header("location");
        ada.post(batch + "/confirmation");
        await(batch);
        assertThat(sql("select count(*) from invitation where organization_id = ?1 and revoked is not null", id()))
                .isEqualTo(2L);
        assertThat(entries("INVITATION_REVOKED")).isEqualTo(2);
    }

    @Test
    void what_cannot_be_renewed_says_why_before_anything_is_done() {
        slug = found(ada, "owner-editor-viewer");
        var ben = join(ada, slug, "Ben", "owner");
        var rain = createProject(ada, slug, "Rain");
        var snow = createProject(ben, slug, "Snow");
        var hail = createProject(ben, slug, "Hail");
        collaborate(ben, slug, snow, "Ada", "project-viewer");
        join(ada, slug, "Cleo", "", rain, "project-viewer");
        join(ada, slug, "Eve", "viewer");
        sqlUpdate("update invitation set accepted = null, accepted_by = null where organization_id = ?1", id());
        invite(ada, slug, "Dora", "viewer");
        var first = invitation(slug, "Dora");
        sqlUpdate("update invitation set declined = now() where id = ?1", first);
        invite(ada, slug, "Dora", "viewer");
        invite(ada, slug, "Nemo", "", rain, "project-viewer");
        sqlUpdate("delete from invitation_project where invitation_id = ?1", invitation(slug, "Nemo"));
        invite(ben, slug, "Pam", "viewer", snow, "project-viewer");
        invite(ben, slug, "Rita", "viewer", hail, "project-viewer");
        invite(ada, slug, "Zoe", "", rain, "project-viewer");
        var reasons = new LinkedHashMap<UUID, String>();
        reasons.put(invitation(slug, "Cleo"), "This person has all of this already.");
        reasons.put(invitation(slug, "Eve"), "This person has all of this already.");
        reasons.put(first, "There is a newer invitation to this address.");
        reasons.put(invitation(slug, "Nemo"), "The projects of this invitation are gone; invite the person again.");
        reasons.put(invitation(slug, "Pam"), "Snow");
        reasons.put(invitation(slug, "Rita"), "Project viewer");
        reasons.put(invitation(slug, "Zoe"), "");
        var fields = new ArrayList<>(List.of("kind", "renew"));
        reasons.keySet().forEach(one -> fields.addAll(List.of("selected", one.toString())));
        var page = ada.open(ada.post(path(), fields.toArray(String[]::new)).header("location"));
        assertThat(page.text()).doesNotContain("Hail");
        var told = page.page().select("tbody tr").stream()
                .map(row -> row.select(".error").text())
                .toList();
        assertThat(told).hasSameSizeAs(reasons.values());
        var expected = List.copyOf(reasons.values());
        for (var i = 0; i < told.size(); i++) {
            if (expected.get(i).isEmpty()) assertThat(told.get(i)).isEmpty();
            else assertThat(told.get(i)).contains(expected.get(i));
        }
    }

    @Test
    void all_expired_ones_are_renewed_together() {
        for (var name : List.of("Cleo", "Dora", "Eve")) invite(ada, slug, name, "member");
        for (var name : List.of("Cleo", "Dora")) {
            sqlUpdate(
                    "update invitation set expires = now() - interval '1 hour' where id = ?1", invitation(slug, name));
        }
        assertThat(ada.open("/organizations/" + slug + "/invitations").text()).doesNotContain("Renew all expired");
        assertThat(ada.open("/organizations/" + slug + "/invitations?state=expired")
                        .text())
                .contains("Renew all expired", "Revoke all expired");
        var batch = ada.post(path(), "kind", "renew", "all", "expired").header("location");
        assertThat(ada.open(batch).title()).isEqualTo("Renew 2 invitations");
        ada.post(batch + "/confirmation");
        await(batch);
        assertThat(sql("select count(*) from invitation where organization_id = ?1 and expires > now()", id()))
                .isEqualTo(3L);
        assertThat(ada.post(path(), "kind", "revoke", "all", "expired").status())
                .isEqualTo(409);
        assertThat(ada.post(path(), "kind", "revoke").status()).isEqualTo(409);
        assertThat(ada.post(path(), "kind", "revoke", "selected", "x").status()).isEqualTo(409);
    }

    @Test
    void nobody_selects_the_invitations_of_another_organization() {
        var mallory = signedIn("Mallory");
        var hers = found(mallory, "single-owner");
        invite(mallory, hers, "Nemo", "member");
        assertThat(ada.post(
                                path(),
                                "kind",
                                "revoke",
                                "selected",
                                invitation(hers, "Nemo").toString())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void renewing_waits_for_the_limits_too() {
        invite(ada, slug, "Dora", "member");
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        var batch = ada.post(
                        path(),
                        "kind",
                        "renew",
                        "selected",
                        invitation(slug, "Dora").toString())
                .header("location");
        ada.post(batch + "/confirmation");
        awaitWaiting(batch);
        raise(100);
        due(batch);
        await(batch);
        assertThat(sql("select generation from invitation where id = ?1", invitation(slug, "Dora")))
                .isEqualTo(2);
    }

    // --- Following it ---

    @Test
    void the_page_asks_for_its_progress_until_the_work_ends() {
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        var batch = confirm(ada, rows("Cleo", "Dora"));
        awaitWaiting(batch);
        var page = ada.open(batch + "?state=open").page();
        var part = page.select("#progress");
        assertThat(part.attr("hx-get")).isEmpty();
        assertThat(part.hasAttr("hx-get")).isTrue();
        assertThat(part.attr("hx-select")).isEqualTo("#progress");
        assertThat(part.attr("hx-select-oob")).isEqualTo("#rows");
        assertThat(part.select("label[for=" + part.select("progress").attr("id") + "]")
                        .text())
                .isEqualTo("1 of 2 done");
        // What can be done about it stays where it is while somebody does it.
        assertThat(part.select("a, button")).isEmpty();
        assertThat(follow(ada, batch).header("hx-refresh")).isEmpty();

        assertThat(ada.post(batch + "/cancellation").status()).isEqualTo(303);
        assertThat(follow(ada, batch).header("hx-refresh")).isEqualTo("true");
        var stopped = ada.open(batch);
        assertThat(stopped.header("hx-refresh")).isEmpty();
        assertThat(stopped.page().select("#progress[hx-get], #progress[hx-trigger]"))
                .isEmpty();
        assertThat(stopped.text()).contains("Stopped", "1 of 2 done; 1 not done");
    }

    @Test
    void a_batch_speaks_the_language_of_whoever_confirmed_it() {
        var ben = join(ada, slug, "Ben", "admin");
        sqlUpdate("update organization set inviter_daily = 1 where id = ?1", id());
        ben.header("Accept-Language", "de");
        var wrong = ben.post(path(), "rows", " ", "role", "king");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problem("role")).isEqualTo("Wählen Sie eine dieser Rollen oder keine.");
        assertThat(ben.post(path(), "rows", " ").problem("rows")).isEqualTo("Das ist leer.");

        var batch = confirm(ben, rows("Cleo", "Dora"));
        awaitWaiting(batch);
        var page = ben.open(batch);
        assertThat(page.title()).isEqualTo("2 Personen einladen");
        assertThat(page.text()).contains("Wartet", "1 von 2 erledigt", "Nachsehen");
        assertThat(page.page().select("thead th").eachText()).containsExactly("Adresse", "Rolle", "Was geschah");
        ben.post("/organizations/" + slug + "/membership/removal");
        due(batch);
        await(batch);
        assertThat(sql(
                        "select r.problems ->> 'address' from batch_row r where batch_id = ?1 and number = 2",
                        idOf(batch)))
                .isEqualTo("Sie gehören nicht mehr zu dieser Organisation.");
        // The history is in one language.
        assertThat(sqlAll(
                        "select distinct target from audit_entry where organization_id = ?1 and action like 'BATCH_%'",
                        id()))
                .containsExactly("Invite 2 people");
    }

    @Test
    void the_list_of_batches_is_a_file_for_whoever_may_invite() {
        confirm(ada, rows("Dora"));
        prepare(ada, rows("Cleo", "Eve"));
        var file = ada.get(path() + "?format=csv");
        assertThat(file.header("content-type")).startsWith("text/csv");
        assertThat(file.body().lines().map(line -> line.replaceAll(",[^,]*,[^,]*,[^,]*$", "")))
                .hasSize(3)
                .startsWith("\uFEFFWhat,State,Rows", "Invite 2 people,Not confirmed,2")
                .last()
                .asString()
                .startsWith("Invite 1 person,");
        var cleo = join(ada, slug, "Pam", "restricted-member");
        assertThat(cleo.get(path() + "?format=csv").status()).isEqualTo(403);
        assertThat(signedIn("Mallory").get(path() + "?format=csv").status()).isEqualTo(404);
    }

    // --- What the tests say over and over ---

    private String path() {
        return "/organizations/" + slug + "/batches";
    }

    private String rows(String... names) {
        return Arrays.stream(names).map(this::address).collect(Collectors.joining("\n"));
    }

    private String prepare(Visitor visitor, String rows) {
        var answer = visitor.post(path(), "rows", rows, "role", "member");
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        return answer.header("location");
    }

    private String confirm(Visitor visitor, String rows) {
        var batch = prepare(visitor, rows);
        assertThat(visitor.post(batch + "/confirmation").status()).isEqualTo(303);
        return batch;
    }

    /** Asks for the part of the page that shows the progress, as the page does. */
    private static Visitor.Answer follow(Visitor visitor, String batch) {
        return visitor.send(visitor.request(batch).header("HX-Request", "true").header("HX-Target", "progress"));
    }

    private void raise(int limit) {
        sqlUpdate(
                "update organization set inviter_daily = ?2, organization_daily = ?2, organization_pending = ?2 where id = ?1",
                id(),
                limit);
    }

    private void due(String batch) {
        sqlUpdate("update batch set due = now() where id = ?1", idOf(batch));
    }

    private void await(String batch) {
        until(() -> sql("select finished from batch where id = ?1", idOf(batch)) != null);
    }

    private void awaitWaiting(String batch) {
        until(() -> !sql("select waits from batch where id = ?1", idOf(batch)).equals(""));
    }

    private static void until(Callable<Boolean> true_) {
        var end = Instant.now().plusSeconds(90);
        try {
            while (!true_.call()) {
                if (Instant.now().isAfter(end)) throw new AssertionError("It took too long");
                Thread.sleep(100);
            }
        } catch (AssertionError | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID idOf(String batch) {
        return UUID.fromString(batch.replaceFirst(".*/", ""));
    }

    private Object id() {
        return sql("select id from organization where slug = ?1", slug);
    }

    private long count(String table) {
        return (Long) sql("select count(*) from " + table + " where organization_id = ?1", id());
    }

    private long entries(String action) {
        return (Long) sql("select count(*) from audit_entry where organization_id = ?1 and action = ?2", id(), action);
    }

    private static String cells(Visitor.Answer page, int row) {
        return page.page().select("#row-" + row).text();
    }

    /** The sentence at a cell: in the heading of the row, or in the column of this title. */
    private static String error(Visitor.Answer page, int row, String column) {
        var cell = column.equals("th") ? "th" : "td[data-label=" + column + "]";
        return page.page().select("#row-" + row + " " + cell + " .error").text();
    }
}
