package roster.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roster.RealMail;
import roster.RosterTest;
import roster.Visitor;

@QuarkusTest
class InvitationTest extends RosterTest {
    @Test
    void somebody_invited_by_mail_follows_the_link_and_joins() throws Exception {
        var ada = signedIn("Ada");
        var slug = found(ada, "single-owner");
        var answer = invite(ada, slug, "Dora", "member");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("One person was invited").contains(address("Dora"));

        var mail = RealMail.await(address("Dora"), 1);
        assertThat(mail.getSubject()).startsWith("Invitation: ").contains("Org " + slug);
        var text = com.icegreen.greenmail.util.GreenMailUtil.getBody(mail);
        var link = java.util.regex.Pattern.compile("http://\\S+/invitations/open\\?token=(3D)?\\S+")
                .matcher(text.replace("=\r\n", "").replace("=3D", "="));
        assertThat(link.find()).isTrue();

        var dora = new Visitor();
        var offer = dora.open(link.group());
        assertThat(offer.status()).isEqualTo(200);
        assertThat(offer.address().toString()).endsWith("/invitations/accept");
        assertThat(offer.title()).isEqualTo("Join Org " + slug + "?");
        dora.signIn(address("Dora"));
        dora.open("/invitations/accept");
        var joined = dora.submit("/invitations/accept", Map.of());
        assertThat(joined.title()).isEqualTo("Welcome to Org " + slug);
        assertThat(dora.open("/organizations/" + slug + "/members").text()).contains(address("Ada"), address("Dora"));
        assertThat(RealMail.await(address("Ada"), 1).getSubject()).startsWith("Joined: Dora");
    }
}
