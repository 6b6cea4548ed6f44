"""The words for what makes two people alike, and which of it speaks against a pair."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.likeness import Why

#: What `core.likeness` found, for the officer.
WORDS: dict[str, str | Promise] = {
    Why.SAME: gettext_lazy("The same name"),
    Why.SCRIPT: gettext_lazy("Cyrillic and Latin letters"),
    Why.ORDER: gettext_lazy("Family and given name the other way round"),
    Why.SPELLING: gettext_lazy("Spelled a little differently"),
    Why.SLIP: gettext_lazy("A letter differs"),
    Why.ENDING: gettext_lazy("Another ending, as in -ov and -ova"),
    Why.INITIAL: gettext_lazy("One is only an initial"),
    Why.LONGER: gettext_lazy("One has a part the other lacks"),
    Why.ONE_NAME: gettext_lazy("One has a single name"),
    Why.FATHER: gettext_lazy("Father's name with “uulu”, and as a family name"),
    Why.PATRONYMIC: gettext_lazy("The same father"),
    Why.OTHER_PATRONYMIC: gettext_lazy("Different fathers"),
    Why.OTHER_SEX: gettext_lazy("Different sex"),
    Why.BIRTH: gettext_lazy("The same date of birth"),
    Why.BIRTH_NEAR: gettext_lazy("Nearly the same date of birth"),
    Why.OTHER_BIRTH: gettext_lazy("Different dates of birth"),
    Why.PHONE: gettext_lazy("The same telephone"),
    Why.EMAIL: gettext_lazy("The same e-mail"),
    Why.DELEGATION: gettext_lazy("The same delegation"),
}
#: What speaks against a pair.
AGAINST = frozenset({Why.OTHER_PATRONYMIC, Why.OTHER_SEX, Why.OTHER_BIRTH})
