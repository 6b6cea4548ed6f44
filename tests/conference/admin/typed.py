"""What a browser would send when nobody changed a thing: the fields of a form as they stand on its page."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects names and values of the one form that is sent by POST to the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.is_inside, self.select, self.area = False, "", ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.is_inside = found.get("id", "").endswith("_form") and found.get("method") == "post"
        elif self.is_inside:
            getattr(self, f"_{tag}", lambda _found: None)(found)

    def _input(self, found):
        unsent = found.get("type") in ("submit", "file", "button")
        is_box = found.get("type") in ("checkbox", "radio")
        if found.get("name") and not unsent and ("checked" in found or not is_box):
            self._keep(found["name"], found.get("value", "on" if is_box else ""))

    def _select(self, found):
        self.select = found.get("name", "")

    def _option(self, found):
        if "selected" in found:
            self._keep(self.select, found.get("value", ""))

    def _textarea(self, found):
        self.area = found.get("name", "")
        self._keep(self.area, "")

    def handle_data(self, data):
        if self.area:
            self.sent[self.area][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser leaves out the line break after the tag.
            self.sent[self.area][-1] = self.sent[self.area][-1].removeprefix("\n").removeprefix("\r\n")
            self.area = ""
        elif tag == "form":
            self.is_inside = False

    def _keep(self, name, value):
        self.sent.setdefault(name, []).append(value or "")


def fields_of(page: str) -> dict[str, list[str]]:
    """The fields of the form of an admin page, by name."""
    parser = _Fields()
    parser.feed(page)
    return parser.sent
