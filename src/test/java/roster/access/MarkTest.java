package roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles as a few letters. */
class MarkTest {

    @ParameterizedTest
    @CsvSource({
        "admin-member-guest, 'C:top'",
        "administrator-viewer, 'PA:top PD:middle PU:least OV:looks'",
        "owner-editor-viewer, 'PO:top PE:middle PV:least'",
        "single-owner, 'PA:top PW:middle PR:least'"
    })
    void the_roles_of_each_model_have_letters_of_their_own(String model, String marks) {
        assertThat(Mark.of(new AccessModels().get(model)))
                .extracting(mark -> mark.letters() + ":" + mark.rank())
                .containsExactly(marks.split(" "));
    }

    @Test
    void names_that_begin_alike_get_more_letters() {
        assertThat(Mark.letters(
                        List.of("Project admin", "Project author", "Project auditor", "project admin", "Élève")))
                .containsExactly("PA", "PAu", "PAud", "PAd", "É");
        assertThat(Mark.letters(List.of("A", "A", "A", "𝒳 ray", "𝒳 ray")))
                .containsExactly("A", "A2", "A3", "𝒳R", "𝒳Ra");
    }
}
