"""Badge designs in the admin: forms that need no script, and pictures of what they make."""

from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from attendees.badges import designs, presets, press, samples
from attendees.badges.designs import Design
from attendees.badges.wearers import occasion
from attendees.domain import badge_designs
from attendees.domain.refusals import BadgeRefused
from attendees.forms.badge_designs import DesignForm, Elements, NewDesignForm, elements_of, rows_of
from attendees.models import BadgeDesign
from attendees.papers import badges as paper
from conference.admin.base import ScopedAdmin
from core.errors import DomainError

DESIGN = "badge.design"
SIDES = ("front", "back")
#: What an unsaved design is signed for, on its way from the form to its pictures.
SALT = "attendees.badge-design"
#: Longer addresses are cut off by servers on the way.
LONGEST_DRAFT = 3000
DOTS, SMALL = 110, 60


@admin.register(BadgeDesign)
class BadgeDesignAdmin(ScopedAdmin):
    """What badges look like. A conference without designs of its own prints those of the house."""

    view_right = add_right = change_right = delete_right = DESIGN
    is_on_menu = False  # reached from the page of badges

    def pages(self):
        return [
            ("<int:pk>/look/", self.look_view, "look"),
            ("<int:pk>/picture/<slug:who>/<slug:side>/", self.picture_view, "picture"),
            ("house/<slug:code>/<slug:side>/", self.house_view, "house"),
        ]

    # Pages ---------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The designs there are, as pictures; then those of the house."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self.own_page(request)
        rows = request.conference.badge_designs.prefetch_related("categories")
        return self.page(
            request,
            "admin/attendees/badge/designs.html",
            title=_("Badge designs"),
            rows=[(row, [str(each) for each in row.categories.all()]) for row in rows],
            house=[(code, label) for code, (label, _make) in presets.PRESETS.items()],
        )

    def add_view(self, request, form_url="", extra_context=None):
        self.own_page(request)
        form = NewDesignForm(request.POST or None, conference=request.conference)
        if request.method == "POST" and form.is_valid():
            is_first = not request.conference.badge_designs.exists()
            try:
                made = badge_designs.create(
                    request.conference, form.values(), is_default=is_first, by=request.user, now=timezone.now()
                )
            except DomainError as refusal:
                form.add_error("name", str(refusal))
            else:
                return redirect("admin:attendees_badgedesign_change", made.pk)
        return self.plan_page(request, title=_("New badge design"), button=_("Begin"), form=form)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One side of a design: its elements as rows, and its pictures."""
        design = self.own(request, object_id, DESIGN)
        side = request.GET.get("side", "front")
        if side not in SIDES:
            raise Http404
        if request.method != "POST":
            return self._page(request, design, side, DesignForm(instance=design), _rows(design, side))
        form, rows = DesignForm(request.POST, instance=design), Elements(request.POST)
        if not (form.is_valid() and rows.is_valid()):
            return self._page(request, design, side, form, rows, status=422)
        try:
            draft = _draft_of(design, side, form, rows)
            if "look" in request.POST:
                return self._page(request, design, side, form, rows, draft=draft)
            self._save(request, design, side, form, draft)
        except DomainError as refusal:
            messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")
            return self._page(request, design, side, form, rows, status=409)
        messages.success(request, _("The design was saved."), extra_tags="changed")
        return redirect(f"{reverse('admin:attendees_badgedesign_change', args=[design.pk])}?side={side}")

    def look_view(self, request, pk):
        """The unsaved form, signed, for the pictures of a page with a script; or what is wrong with it."""
        design = self.own(request, pk, DESIGN)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        side = request.GET.get("side", "front")
        form, rows = DesignForm(request.POST, instance=design), Elements(request.POST)
        try:
            if side not in SIDES or not (form.is_valid() and rows.is_valid()):
                raise BadgeRefused(_("Something in the form is not right yet."), "bad_design")
            draft = _draft_of(design, side, form, rows)
            return JsonResponse({"draft": signed(draft), "faults": faults(request, draft)})
        except DomainError as refusal:
            return JsonResponse({"text": str(refusal), "code": refusal.code}, status=422)

    def picture_view(self, request, pk, who, side):
        """A sample of the design as PNG: of what is saved, or of the draft in the address."""
        row = self.own(request, pk, DESIGN)
        if who not in samples.NAMES or side not in SIDES:
            raise Http404
        draft = request.GET.get("draft", "")
        return picture(request, opened(draft) if draft else paper.of(row), who, side, DOTS)

    def house_view(self, request, code, side):
        """A design of the house, small."""
        self.own_page(request)
        if code not in presets.PRESETS or side not in SIDES:
            raise Http404
        return picture(request, presets.preset(code), "kyrgyz", side, SMALL)

    # ---------------------------------------------------------------------------------------------------

    def own_page(self, request):
        """Refuse whoever may not change what badges look like."""
        if not self.holds(request, DESIGN):
            raise PermissionDenied

    def _page(self, request, design, side, form, rows, *, status=200, draft=None):
        query = f"?{urlencode({'draft': signed(draft)})}" if draft else ""
        wrong = faults(request, draft or paper.of(design))
        context = {
            "design": design,
            "side": side,
            "other": "back" if side == "front" else "front",
            "form": form,
            "rows": rows,
            "revision": request.POST.get("revision", design.revision),
            "pictures": [
                {
                    "who": who,
                    "label": label,
                    "url": reverse("admin:attendees_badgedesign_picture", args=[design.pk, who, side]) + query,
                    "faults": wrong[who],
                }
                for who, label in samples.NAMES.items()
            ],
            "is_draft": draft is not None,
        }
        template = "admin/attendees/badge/design.html"
        return self.page(request, template, title=design.name, status=status, **context)

    def _save(self, request, design, side, form, draft: Design) -> None:
        sent = request.POST.get("revision", "")
        badge_designs.change(
            design,
            {
                "name": form.cleaned_data["name"],
                "size": draft.size,
                "orientation": draft.orientation,
                side: designs.stored(getattr(draft, side)),
            },
            categories=form.cleaned_data["categories"],
            is_default=form.cleaned_data["is_default"],
            revision=int(sent) if sent.isdecimal() and len(sent) < 9 else -1,
            by=request.user,
            now=timezone.now(),
        )


def _rows(design: BadgeDesign, side: str) -> Any:
    return Elements(initial=rows_of(getattr(design, side)))


def _draft_of(design: BadgeDesign, side: str, form: DesignForm, rows: Any) -> Design:
    """What the form describes. Raises ``BadgeRefused`` (``bad_design``)."""
    sides = {each: getattr(design, each) for each in SIDES} | {side: elements_of(rows)}
    return designs.read(form.cleaned_data["size"], form.cleaned_data["orientation"], sides["front"], sides["back"])


def signed(draft: Design) -> str:
    """A design fit for an address. Raises ``BadgeRefused`` (``too_long``) for one that must be saved to be seen."""
    parts = [draft.size, draft.orientation, designs.stored(draft.front), designs.stored(draft.back)]
    text = signing.dumps(parts, salt=SALT, compress=True)
    if len(text) > LONGEST_DRAFT:
        raise BadgeRefused(_("This design is too long to be shown before it is saved."), "too_long")
    return text


def opened(text: str) -> Design:
    """What `signed` wrote; 404 for anything else."""
    try:
        return designs.read(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, BadgeRefused):
        raise Http404 from None


def faults(request: Any, design: Design) -> dict[str, list[str]]:
    """What is wrong with the design for each of the samples, in words."""
    found = {}
    for who in samples.NAMES:
        _drawer, card = _sample(request, design, who)
        found[who] = [each.words() for each in card.problems]
    return found


def _sample(request: Any, design: Design, who: str) -> Any:
    conference = request.conference
    language = conference.default_language
    with override(language):
        place = occasion(conference, language, now=timezone.now())
        drawer, [card] = press.draw([samples.wearer(who, place)], place, lambda _wearer: design)
    return drawer, samples.with_places(card)


def picture(request: Any, design: Design, who: str, side: str, dots: int) -> HttpResponse:
    """A sample badge as PNG, without what does not fit; a refusal of the press as text."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    drawer, card = _sample(request, design, who)
    try:
        drawn = press.picture(drawer, card, back=side == "back", dots=dots)
    except DomainError as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(drawn, content_type="image/png")
