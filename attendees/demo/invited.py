"""Who is invited to the demonstration, who speaks for them, and what their papers look like."""

from dataclasses import dataclass

#: States that name their people together, by their focal point and on one day.
TOGETHER = ("KZ", "UZ", "TJ", "BG", "RO")
#: Invited, and not among those who come: one says so, one is silent.
DECLINED, SILENT = "TR", "MN"
DECLINED_WORDS = "We thank you for the invitation and wish the conference every success; this year nobody can travel."
#: One place was offered, two come: a manager has allowed it.
OVER_QUOTA = "OSCE"
OVER_QUOTA_REASON = "The second speaker was asked for by the organisers."

#: Delegations of organisations, by the code of the file: names by language.
ORGANISATIONS: dict[str, dict[str, str]] = {
    "UNODC": {
        "en": "United Nations Office on Drugs and Crime",
        "ru": "Управление Организации Объединенных Наций по наркотикам и преступности",
        "ky": "Бириккен Улуттар Уюмунун Баңги заттар жана кылмыштуулук боюнча башкармалыгы",
    },
    "OSCE": {
        "en": "Organization for Security and Co-operation in Europe",
        "ru": "Организация по безопасности и сотрудничеству в Европе",
        "ky": "Европадагы коопсуздук жана кызматташтык уюму",
    },
    "EUDEL": {"en": "European Union", "ru": "Европейский союз", "ky": "Европа Биримдиги"},
    "USEMB": {
        "en": "United States of America",
        "ru": "Соединенные Штаты Америки",
        "ky": "Америка Кошмо Штаттары",
    },
    "AKYI": {
        "en": "Akyikatchy (Ombudsman) Institute",
        "ru": "Институт Акыйкатчы (Омбудсмена)",
        "ky": "Акыйкатчы (Омбудсмен) институту",
    },
}


@dataclass(frozen=True)
class Speaker:
    """A focal point: name, position, language of letters; addresses are reserved ones."""

    name: str
    position: str
    language: str

    @property
    def email(self) -> str:
        """An address nobody can own."""
        return f"{self.name.lower().replace(' ', '.')}@mission.example"


SPEAKERS: dict[str, Speaker] = {
    "KG": Speaker("Nazgul Toktosunova", "Head, Department of International Cooperation", "ky"),
    "KZ": Speaker("Aigerim Sadykova", "First Secretary, Embassy of Kazakhstan", "ru"),
    "UZ": Speaker("Dilnoza Rahimova", "Second Secretary, Embassy of Uzbekistan", "ru"),
    "TJ": Speaker("Manizha Saidova", "Attaché, Embassy of Tajikistan", "ru"),
    "BG": Speaker("Petya Koleva", "International Cooperation Directorate", "en"),
    "RO": Speaker("Andreea Ionescu", "International Relations Unit", "en"),
    DECLINED: Speaker("Elif Kaya", "Second Secretary", "en"),
    SILENT: Speaker("Sarnai Bat", "Third Secretary", "en"),
    "UNODC": Speaker("Maria Lindholm", "Programme Officer", "en"),
    "OSCE": Speaker("Jonas Weber", "Rule of Law Officer", "en"),
}
#: Where the second of a delegation speaks too.
SECOND_SPEAKERS: dict[str, Speaker] = {"KG": Speaker("Bakyt Osmonov", "Chief Specialist, Prison Service", "ru")}


#: Asked for after the approval, and waiting for an answer.
NEW_POST = "Acting Head, Department of Probation Policy"
NEW_POST_NOTE = "Appointed by order of last Monday."

#: Whoever comes instead of somebody who was approved, by sex: names as the form asks them.
NEWCOMERS: dict[str, dict[str, str]] = {
    "F": {
        "family_name": "Satybaldieva",
        "given_name": "Gulmira",
        "cyrillic_family_name": "Сатыбалдиева",
        "cyrillic_given_name": "Гүлмира",
        "patronymic": "Тургунбаевна",
    },
    "M": {
        "family_name": "Ormonbekov",
        "given_name": "Syimyk",
        "cyrillic_family_name": "Ормонбеков",
        "cyrillic_given_name": "Сыймык",
        "patronymic": "Талантбекович",
    },
}


@dataclass(frozen=True)
class Paper:
    """A note verbale or letter: reference, how many of the people it names, and what became of it."""

    reference: str
    names: int | None = None
    fate: str = "RECEIVED"
    note: str = ""


PAPERS: dict[str, Paper] = {
    # Six were entered, the note names five.
    "KZ": Paper("NV 214/24", names=5, fate="VERIFIED"),
    "UZ": Paper("18-07/3312", fate="VERIFIED"),
    "TJ": Paper("No. 2/1150"),
    "BG": Paper("P-1189", fate="INSUFFICIENT", note="The second page with the names is missing."),
}


def scan(title: str, lines: list[str]) -> bytes:
    """A one-page PDF with these lines, as a scanner might have made it; Latin letters only."""
    text = [f"BT /F1 16 Tf 72 770 Td ({_plain(title)}) Tj ET"]
    text += [f"BT /F1 11 Tf 72 {730 - 18 * row} Td ({_plain(line)}) Tj ET" for row, line in enumerate(lines)]
    stream = "\n".join(text).encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + end


def _plain(text: str) -> str:
    ascii_only = text.encode("ascii", "replace").decode()
    return ascii_only.replace("\\", " ").replace("(", "\\(").replace(")", "\\)")
