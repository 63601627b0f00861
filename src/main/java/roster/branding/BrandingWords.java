package roster.branding;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says on which an organization gets its look. */
@MessageBundle("branding")
public interface BrandingWords {
    @Message("Look")
    String look();

    @Message("The look of {organization}")
    String lookOf(String organization);

    @Message("On every page of the organization, and in the mails it sends, also to people who are invited.")
    String lead();

    @Message("Colour")
    String accent();

    @Message("Of links and buttons: # and six digits, such as #17624f. Empty: Roster’s green.")
    String accentHint();

    @Message("So that everybody can read it, it is #{light} on light pages and #{dark} on dark ones.")
    String corrected(String light, String dark);

    @Message("Logo")
    String logo();

    @Message(
            "A PNG or JPEG of at most 1 MB. It is shown at most 96 pixels high, on light and on dark pages: one with a transparent ground and a strong colour suits both.")
    String logoHint();

    @Message("The logo of {organization}")
    String logoNow(String organization);

    @Message("No logo")
    String bare();

    @Message("Save the look")
    String save();

    @Message("The look is saved.")
    String changed();

    @Message("Write # and six of the digits 0 to 9 and a to f, such as #17624f.")
    String noColour();

    @Message("A logo can have at most 1 MB.")
    String tooLong();

    @Message("This picture has too many pixels. Choose one of at most 6 megapixels.")
    String tooManyPixels();

    @Message("This is no PNG or JPEG that can be read.")
    String noPicture();

    @Message("Back to the settings")
    String back();
}
