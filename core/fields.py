"""Form fields that store clean values: lines and blocks of text, names, telephone, e-mail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NoReturn

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from core.text import APOSTROPHES, clean_block, clean_line, foreign_letters, letters_of, titlecase_name

#: No living script needs more on average, and a limit in letters alone lets 4-byte signs in.
BYTES_PER_LETTER = 3
MOST_MARKS = 4
#: What stands where bytes were no text: something was lost on the way here.
LOST = "\ufffd"
EMAIL_LIMIT = 254
LONGEST_LOCAL = 64
#: RFC 5321's dot-string; what needs quotes is refused.
LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)


class CleanCharField(forms.CharField):
    """One line of text: cleaned first, then measured in letters and in bytes."""

    longest = 200
    default_error_messages = {
        "max_length": ngettext_lazy(
            "This is too long: at most %(limit)d letter, you wrote %(length)d.",
            "This is too long: at most %(limit)d letters, you wrote %(length)d.",
            "limit",
        ),
        "max_bytes": _("This is too long for its script: at most %(limit)d bytes, you wrote %(length)d."),
        "nul": _("This holds a character that cannot be stored. Type it again instead of pasting it."),
        "marks": _("Too many accents are stacked on one letter."),
    }

    def __init__(self, *, max_length: int | None = None, max_bytes: int | None = None, **kwargs: Any) -> None:
        self.limit = max_length or self.longest
        self.max_bytes = max_bytes or self.limit * BYTES_PER_LETTER
        super().__init__(max_length=self.limit, **kwargs)
        # These would speak before ours, and less clearly.
        generic = (MaxLengthValidator, ProhibitNullCharactersValidator)
        self.validators = [each for each in self.validators if not isinstance(each, generic)]

    def to_python(self, value: Any) -> Any:
        """The text as it is stored. Huge input is refused before any work is done on it."""
        text = "" if value in self.empty_values else str(value)
        if "\0" in text or LOST in text:
            self.refuse("nul")
        if len(text) > 10 * self.limit + 1000:
            self.refuse("max_length", limit=self.limit, length=len(text))
        return self.tidy(text) or self.empty_value

    def tidy(self, text: str) -> str:
        """How this field cleans its text."""
        return clean_line(text)

    def validate(self, value: Any) -> None:
        """Measure the cleaned text."""
        super().validate(value)
        text = value or ""
        if len(text) > self.limit:
            self.refuse("max_length", limit=self.limit, length=len(text))
        if (size := len(text.encode())) > self.max_bytes:
            self.refuse("max_bytes", limit=self.max_bytes, length=size)
        if _has_stacked_marks(text):
            self.refuse("marks")

    def refuse(self, code: str, **params: Any) -> NoReturn:
        """Raise the message of that code."""
        raise ValidationError(self.error_messages[code], code=code, params=params or None)


def _has_stacked_marks(text: str) -> bool:
    if text.isascii():
        return False
    run = 0
    for letter in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run > MOST_MARKS:
            return True
    return False


class CleanTextField(CleanCharField):
    """Several lines of text; paragraphs stay apart."""

    widget = forms.Textarea
    longest = 5000

    def tidy(self, text: str) -> str:
        return clean_block(text)


# ---------------------------------------------------------------- names

#: What may stand in a name beside letters and accents.
NAME_SIGNS = frozenset(" -‐‑.·・" + APOSTROPHES + "\u200c\u200d")
ORDINALS = [
    pgettext_lazy("letter", "first"),
    pgettext_lazy("letter", "second"),
    pgettext_lazy("letter", "third"),
    pgettext_lazy("letter", "fourth"),
    pgettext_lazy("letter", "fifth"),
    pgettext_lazy("letter", "sixth"),
    pgettext_lazy("letter", "seventh"),
    pgettext_lazy("letter", "eighth"),
    pgettext_lazy("letter", "ninth"),
    pgettext_lazy("letter", "tenth"),
    pgettext_lazy("letter", "eleventh"),
    pgettext_lazy("letter", "twelfth"),
]


class NameField(CleanCharField):
    """A part of a person's name: letters of any script; capitals become mixed case (R-29).

    ``allow_dash`` takes a lone "-", which some passports print for "has none".
    """

    longest = 100
    default_error_messages = {
        "digit": _("A name has no digits: take out “%(sign)s”. Write II or III with letters."),
        "sign": _("A name has letters, hyphens and apostrophes only: take out “%(sign)s”."),
        "no_letter": _("Write at least one letter."),
    }

    def __init__(self, *, allow_dash: bool = False, **kwargs: Any) -> None:
        self.allow_dash = allow_dash
        super().__init__(**kwargs)

    def tidy(self, text: str) -> str:
        return titlecase_name(clean_line(text))

    def validate(self, value: Any) -> None:
        """Refuse what is not part of any name, and say what it is."""
        super().validate(value)
        if not value or (self.allow_dash and value == "-"):
            return
        for sign in value:
            self._check_sign(sign)
        if not any(letter.isalpha() for letter in value):
            self.refuse("no_letter")
        self.check_script(value)

    def check_script(self, name: str) -> None:
        """Refuse letters of the wrong alphabet; any will do here."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocapitalize": "words", "spellcheck": "false"}

    def _check_sign(self, sign: str) -> None:
        category = unicodedata.category(sign)
        if category[0] in "LM" or sign in NAME_SIGNS:
            return
        if category == "Nd":
            self.refuse("digit", sign=sign)
        self.refuse("sign", sign=sign)

    def refuse_letter(self, code: str, name: str, index: int) -> NoReturn:
        """Show the wrong letter in its word (R-30); the params let a template ``<mark>`` it."""
        start = name.rfind(" ", 0, index) + 1
        before, letter, after = name[start:index], name[index], name[index + 1 :].split(" ")[0]
        place = sum(each.isalpha() for each in before)
        if place >= len(ORDINALS):
            code += "_far"
        self.refuse(
            code,
            ordinal=ORDINALS[min(place, len(ORDINALS) - 1)],
            number=place + 1,
            position=index,
            before=before,
            letter=letter,
            after=after,
            word=f"{before}[{letter}]{after}",
        )


class CyrillicNameField(NameField):
    """A name in Cyrillic; every alphabet that uses it is welcome, from Bulgarian to Tajik."""

    default_error_messages = {
        "not_cyrillic": _("Write this name in Cyrillic letters."),
        "latin": _("The %(ordinal)s letter is a Latin “%(letter)s”: %(word)s. Type it again with a Cyrillic keyboard."),
        "latin_far": _("Letter %(number)d is a Latin “%(letter)s”: %(word)s. Type it again with a Cyrillic keyboard."),
        "foreign": _(
            "The %(ordinal)s letter, “%(letter)s”, is not Cyrillic: %(word)s. Type it again with a Cyrillic keyboard."
        ),
        "foreign_far": _(
            "Letter %(number)d, “%(letter)s”, is not Cyrillic: %(word)s. Type it again with a Cyrillic keyboard."
        ),
    }

    def check_script(self, name: str) -> None:
        if "cyrillic" not in letters_of(name):
            self.refuse("not_cyrillic")
        for index, letter in foreign_letters(name, "cyrillic"):
            self.refuse_letter("latin" if letters_of(letter) == {"latin"} else "foreign", name, index)


class LatinNameField(NameField):
    """A name as the passport prints it in Latin letters.

    Letters of other scripts are taken as well (王, نور): not everybody has a Latin name.
    Cyrillic is not: it has a field of its own, and one Cyrillic letter in a Latin name is a trap.
    """

    default_error_messages = {
        "not_latin": _("Write this name in Latin letters, as in the passport."),
        "cyrillic": _(
            "The %(ordinal)s letter is a Cyrillic “%(letter)s”: %(word)s. Type it again with a Latin keyboard."
        ),
        "cyrillic_far": _(
            "Letter %(number)d is a Cyrillic “%(letter)s”: %(word)s. Type it again with a Latin keyboard."
        ),
    }

    def check_script(self, name: str) -> None:
        if letters_of(name) == {"cyrillic"}:
            self.refuse("not_latin")
        for index, letter in enumerate(name):
            if letters_of(letter) == {"cyrillic"}:
                self.refuse_letter("cyrillic", name, index)


# ---------------------------------------------------------------- telephone and e-mail


class PhoneField(CleanCharField):
    """A telephone number, stored as E.164: ``+996700123456``.

    ``region`` ("KG") lets people leave out the country code. A number is refused for its
    length only: numbering plans change faster than any library.
    """

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
    longest = 40
    default_error_messages = {
        "no_country": _("Begin with + and the country code, for example +996 700 123 456."),
        "not_a_number": _("This is not a telephone number. Write digits, for example +996 700 123 456."),
        "too_short": _("This number has too few digits. Check it against +996 700 123 456."),
        "too_long": _("This number has too many digits. Write one number only."),
        "extension": _("Write the number without an extension."),
    }

    def __init__(self, *, region: str | None = None, **kwargs: Any) -> None:
        self.region = region
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._e164(text) if text else text

    def _e164(self, text: str) -> str:
        # Metadata of every country: loaded when the first number is checked.
        import phonenumbers

        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", text), self.region)
        except phonenumbers.NumberParseException as problem:
            self.refuse(self._code_of(problem.error_type))
        if number.extension:
            self.refuse("extension")
        reason = phonenumbers.is_possible_number_with_reason(number)
        if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
            is_long = reason == phonenumbers.ValidationResult.TOO_LONG
            self.refuse("too_long" if is_long else "too_short")
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    @staticmethod
    def _code_of(error_type: int) -> str:
        from phonenumbers import NumberParseException as Problem  # loaded already by the caller

        return {
            Problem.INVALID_COUNTRY_CODE: "no_country",
            Problem.TOO_SHORT_AFTER_IDD: "too_short",
            Problem.TOO_SHORT_NSN: "too_short",
            Problem.TOO_LONG: "too_long",
        }.get(error_type, "not_a_number")


class EmailField(CleanCharField):
    """An e-mail address that letters can be sent to, with its domain in canonical form (IN-08).

    ``Anna@ПРИМЕР.рф.`` → ``Anna@xn--e1afmkfd.xn--p1ai``. Compare addresses by ``email_key``.
    """

    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    longest = EMAIL_LIMIT
    default_error_messages = {
        "at": _("An e-mail address has one @ in the middle, as in name@example.org."),
        "spaces": _("An e-mail address has no spaces. Write one address only."),
        "local": _("Use Latin letters, digits, dots, + and - before the @."),
        "domain": _("Check the part after the @: it looks like example.org."),
        "address": _("Write the name of the mail server after the @, not its number."),
    }

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._canonical(text) if text else text

    def _canonical(self, text: str) -> str:
        if " " in text:
            self.refuse("spaces")
        local, _at, domain = text.partition("@")
        if not local or not domain or "@" in domain:
            self.refuse("at")
        address = f"{local}@{self._ascii_domain(domain)}"
        if len(address) > EMAIL_LIMIT:
            self.refuse("max_length", limit=EMAIL_LIMIT, length=len(address))
        if len(local) > LONGEST_LOCAL or not LOCAL_PART.fullmatch(local):
            self.refuse("local")
        return address

    def _ascii_domain(self, domain: str) -> str:
        plain = domain.removesuffix(".")
        if plain.startswith("[") or re.fullmatch(r"[\d.]+|0x[\da-f]+", plain, re.IGNORECASE):
            self.refuse("address")
        try:
            name = idna.encode(plain, uts46=True, transitional=False).decode().lower()
        except (idna.IDNAError, UnicodeError):
            self.refuse("domain")
        if "." not in name or not re.search(r"[a-z]", name.rpartition(".")[2]):
            self.refuse("domain")
        return name


def email_key(address: str) -> str:
    """What two spellings of one mailbox have in common. Mail servers ignore case in practice."""
    return address.lower()


def is_confusable_email(address: str) -> bool:
    """Whether a part of the domain mixes alphabets, as ``exаmple.org`` with a Cyrillic а does."""
    domain = address.rpartition("@")[2]
    try:
        labels = idna.decode(domain).split(".")
    except (idna.IDNAError, UnicodeError):
        return True
    return any(len(letters_of(label)) > 1 for label in labels)
