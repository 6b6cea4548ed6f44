"""Logos of partners: uploaded files, so nobody gets one by its path (UP-02, AC-22)."""

import io
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from PIL import Image

from conference.models import Organisation, Partner
from tests.cast import make_cast
from tests.factories import make_conference


def drawing(colour=(10, 20, 30, 0)) -> bytes:
    output = io.BytesIO()
    Image.new("RGBA", (900, 300), colour).save(output, "PNG")
    return output.getvalue()


def make_partner(conference, **fields) -> Partner:
    organisation = Organisation.objects.create(conference=conference, name={"en": "Ministry <of> Justice"})
    return Partner.objects.create(conference=conference, organisation=organisation, role="DONOR", **fields)


class WithFiles(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(MEDIA_ROOT=folder.name))


class TestLogo(WithFiles):
    def logo_of(self, conference):
        partner = make_partner(conference)
        partner.logo.save("a1.png", ContentFile(drawing()))
        return partner

    def test_everybody_may_see_one_of_a_public_conference(self):
        partner = self.logo_of(make_conference())

        response = self.client.get(partner.logo_address())

        assert response.status_code == 200
        assert response.content == drawing()
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cache-Control"] == "private, max-age=604800, immutable"

    def test_of_a_closed_one_only_its_staff(self):
        cast = make_cast(confidentiality="CLOSED")
        address = self.logo_of(cast.a).logo_address()

        answers = {}
        for name in ("manager_a", "donor_a", "manager_b", "superuser"):
            self.client.force_login(getattr(cast, name))
            answers[name] = self.client.get(address).status_code
        self.client.logout()

        assert answers == {"manager_a": 200, "donor_a": 200, "manager_b": 404, "superuser": 200}
        assert self.client.get(address).status_code == 404

    def test_of_a_closed_one_it_is_not_kept_by_a_browser(self):
        cast = make_cast(confidentiality="CLOSED")
        self.client.force_login(cast.manager_a)

        response = self.client.get(self.logo_of(cast.a).logo_address())

        assert "no-store" in response["Cache-Control"]

    def test_it_is_found_at_its_own_conference_alone(self):
        partner, other = self.logo_of(make_conference()), make_conference()

        response = self.client.get(partner.logo_address().replace(partner.conference.slug, other.slug))

        assert response.status_code == 404

    def test_a_file_that_is_gone_is_not_there(self):
        partner = self.logo_of(make_conference())
        Path(partner.logo.path).unlink()

        assert self.client.get(partner.logo_address()).status_code == 404

    def test_no_uploaded_file_is_served_by_its_path(self):
        """HT-13."""
        partner = self.logo_of(make_conference())

        answers = [self.client.get(path).status_code for path in (partner.logo.url, f"/{partner.logo.name}", "/media/")]

        assert answers == [404, 404, 404]
        assert not Path(settings.MEDIA_ROOT).is_relative_to(settings.STATIC_ROOT)

    def test_the_conference_page_shows_it_with_its_name_in_words(self):
        partner = self.logo_of(make_conference())

        page = self.client.get(partner.conference.get_absolute_url()).content.decode()

        wanted = f'src="{partner.logo_address()}" alt="Ministry &lt;of&gt; Justice" height="40" loading="lazy"'
        assert wanted in page

    def test_a_partner_without_a_logo_is_words_alone(self):
        partner = make_partner(make_conference())

        page = self.client.get(partner.conference.get_absolute_url()).content.decode()

        assert partner.logo_address() == ""
        assert "<img" not in page


class TestChoosingALogo(WithFiles):
    def setUp(self):
        super().setUp()
        cast = make_cast()
        self.client.force_login(cast.manager_a)
        self.partner = make_partner(cast.a)
        self.address = f"/admin/conference/partner/{self.partner.pk}/change/"

    def send(self, **more):
        fields = {
            "_conference": self.partner.conference_id,
            "organisation": self.partner.organisation_id,
            "role": "DONOR",
            "order": 1,
        }
        return self.client.post(self.address, {**fields, **more})

    def test_it_is_drawn_anew_and_stays_transparent(self):
        self.send(logo=SimpleUploadedFile("../../x.png", drawing()))

        self.partner.refresh_from_db()
        with Image.open(self.partner.logo.path) as kept:
            assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (360, 120))
            assert kept.getpixel((5, 5))[3] == 0
        assert Path(self.partner.logo.name).parent == Path("logos")

    def test_the_form_shows_it_and_takes_it_away(self):
        self.send(logo=SimpleUploadedFile("x.png", drawing()))
        self.partner.refresh_from_db()
        page = self.client.get(self.address).content.decode()

        self.send(**{"logo-clear": "on"})

        assert f'src="{self.partner.logo_address()}"' in page
        assert "/media/" not in page
        self.partner.refresh_from_db()
        assert not self.partner.logo

    def test_what_is_not_a_picture_is_refused_beside_the_field(self):
        response = self.send(logo=SimpleUploadedFile("x.png", b"<svg onload=alert(1)>"))

        assert "This is not a JPEG, PNG or WebP picture." in response.content.decode()
        self.partner.refresh_from_db()
        assert not self.partner.logo
