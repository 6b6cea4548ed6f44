"""Why the domain says no; each refusal has words for people and a code for machines."""

from core.errors import DomainError


class RegistrationRefused(DomainError):
    """A registration cannot be taken or moved: `quota_full`, `illegal_move`, `closed`, `key_reused`, …"""


class CorrectionRefused(DomainError):
    """Data cannot be changed: `changed_meanwhile`, `locked_field`, `closed`."""


class SignupRefused(DomainError):
    """A place in a session cannot be given: `session_full`, `session_unknown`, `session_clash`, `closed`."""


class PaperRefused(DomainError):
    """A paper cannot be made: `letter_missing`, `fonts_missing`, `layout_broken`, `too_long`, `too_large`, `busy`, …"""


class DelegationRefused(DomainError):
    """A delegation cannot be moved or changed: `illegal_move`, `no_focal_point`, `known`, `closed`, `nobody_named`."""


class NominationRefused(DomainError):
    """A person cannot be nominated or changed: `closed`, `not_open`, `same_person`, `head_exists`, `not_a_draft`, …"""


class SubstitutionRefused(DomainError):
    """One person cannot take another's place: `closed`, `not_replaceable`, `same_person`."""


class DocumentRefused(DomainError):
    """An official paper cannot be taken or judged: `closed`, `known`, `decided_meanwhile`, `nobody_confirmed`, …"""


class ChangeRefused(DomainError):
    """A change cannot be asked for or decided: `not_approved`, `closed`, `locked_field`, `decided_meanwhile`, …"""


class ImportRefused(DomainError):
    """A table cannot be taken over: `changed_meanwhile`, `gone`, `line` …"""


class SpellingRefused(DomainError):
    """A spelling of an organisation cannot be judged so: `judged`, `known`, `other_conference`."""


class DuplicateRefused(DomainError):
    """A pair cannot be made or decided: `same`, `decided`."""


class MergeRefused(DomainError):
    """Two registrations cannot be made one, or taken apart: `same`, `not_live`, `quota_full`, `too_late`, …"""


class BadgeRefused(DomainError):
    """A badge cannot be made or moved: `illegal_move`, `not_due`, `nothing_to_print`, `has_badge`, `not_blank`, …"""


class IssueRefused(DomainError):
    """A numbered paper cannot be given out or revoked: `not_approved`, `below_threshold`, `revoked`, `closed`."""


class AttendanceRefused(DomainError):
    """An attendance cannot be written down: `no_such_half_day`, `not_approved`, `unknown_number`."""


class ListRefused(DomainError):
    """A list cannot be issued: `illegal_move`, `changed_meanwhile`, `nobody_in_it`, `numbered_copies_only`, …"""


class ConsentRefused(DomainError):
    """Consents cannot be written down: `not_agreed`, `gone`."""
