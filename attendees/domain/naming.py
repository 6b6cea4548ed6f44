"""What is stored beside a delegate's names so that they can be found, sorted and told apart."""

from collections.abc import Iterable

from attendees.models import Delegate, NameKey
from core import likeness
from core.crypto import keyed_hash
from core.text import fold, name_key, readings, sort_key

SEARCHED = (
    "family_name",
    "given_name",
    "cyrillic_family_name",
    "cyrillic_given_name",
    "patronymic",
    "list_name",
    "badge_name",
    "reference",
    "organisation",
    "email",
)


#: In `search_text`, before the references of later sendings; folded text holds letters and digits only.
BAR = " | "
#: So many of those are kept, the newest.
MOST_REFERENCES = 5


def refresh(delegate: Delegate) -> None:
    """Fill the columns that follow from the names; call it before every save of names. Saves nothing.

    After the save `duplicates.look_for` keeps the keys in step: tests/project/test_names_kept.py sees to it.
    """
    words = " ".join(reading for field in SEARCHED for reading in readings(getattr(delegate, field)))
    delegate.search_text = BAR.join([words, *delegate.search_text.split(BAR)[1:]])
    delegate.name_sort = sort_key(delegate.formal_name, "en").hex()[:250]
    delegate.person_key = person_key(delegate.email, delegate.family_name, delegate.given_name)


def add_reference(delegate: Delegate, reference: str) -> bool:
    """Let the delegate be found by one more reference; False when that was so. Saves nothing."""
    words, *known = delegate.search_text.split(BAR)
    folded = fold(reference)
    if folded in known:
        return False
    delegate.search_text = BAR.join([words, *known[1 - MOST_REFERENCES :], folded])
    return True


def person_key(email: str, family_name: str, given_name: str) -> str:
    """The same e-mail and the same name in any spelling give the same key.

    A mailbox alone is nobody's identity (R-16); without one there is no key (R-17).
    """
    if not email:
        return ""
    return keyed_hash("person", f"{email.casefold()}\n{name_key(family_name, given_name)}")


# Keys: rows of their own, by which people of like names are found --------------------------------------


def store_keys(delegates: Iterable[Delegate]) -> None:
    """Write the keys of delegates that have none yet: one statement for a few hundred of them."""
    NameKey.objects.bulk_create(
        (
            NameKey(conference_id=delegate.conference_id, delegate=delegate, key=key)
            for delegate in delegates
            for key in sorted(keys_of(delegate))
        ),
        batch_size=1000,
    )


def renew_keys(delegate: Delegate) -> None:
    """Make the stored keys those of the names as they are now: two statements, whatever was there."""
    wanted = sorted(keys_of(delegate))
    NameKey.objects.filter(delegate=delegate).exclude(key__in=wanted).delete()
    rows = [NameKey(conference_id=delegate.conference_id, delegate=delegate, key=key) for key in wanted]
    NameKey.objects.bulk_create(rows, ignore_conflicts=True)


def keys_of(delegate: Delegate) -> set[str]:
    """The keys of a delegate's names as they are now."""
    return likeness.keys(
        likeness.Person(
            delegate.family_name,
            delegate.given_name,
            delegate.cyrillic_family_name,
            delegate.cyrillic_given_name,
            delegate.patronymic,
        )
    )
