package roster.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class ReplyTest extends RosterTest {
    @Test
    void answers_go_to_the_inviter_only_where_the_organization_wants_it() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        invite(ada, slug, "Dora", "member");
        assertThat(RealMail.await(address("Dora"), 1).getHeader("Reply-To")).isNull();
        want(ada, slug);
        invite(ada, slug, "Eve", "member");
        var mail = RealMail.await(address("Eve"), 1);
        assertThat(mail.getHeader("Reply-To")).containsExactly(address("Ada"));
        assertThat(mail.getFrom()[0]).hasToString("roster@localhost");
    }

    @Test
    void an_address_that_is_not_verified_or_is_none_is_no_place_to_answer_to() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        want(ada, slug);
        var number = 0;
        for (var hostile : List.of(
                "email_verified = false",
                "email = 'ada@example.org\r\nBcc: mallory@example.org'",
                "email = 'ada@example.org, mallory@example.org'",
                "email = 'Ada <ada@example.org>'",
                "email = ''")) {
            sqlUpdate("update account set " + hostile + " where address = ?1", address("Ada"));
            var name = "Dora" + number++;
            invite(ada, slug, name, "member");
            var mail = RealMail.await(address(name), 1);
            assertThat(mail.getHeader("Reply-To")).as(hostile).isNull();
            assertThat(mail.getHeader("Bcc")).as(hostile).isNull();
            sqlUpdate("update account set email_verified = true where address = ?1", address("Ada"));
        }
    }

    @Test
    void a_hostile_name_adds_no_header() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        want(ada, slug);
        sqlUpdate("update account set name = 'Ada\" <mallory@example.org>, x' where address = ?1", address("Ada"));
        invite(ada, slug, "Dora", "member");
        assertThat(RealMail.await(address("Dora"), 1).getHeader("Reply-To")).containsExactly(address("Ada"));
    }

    private static void want(Visitor ada, String slug) {
        var answer =
                ada.post("/organizations/" + slug + "/settings", "name", "Org", "slug", slug, "replyToInviter", "yes");
        assertThat(answer.status()).isEqualTo(303);
    }
}
