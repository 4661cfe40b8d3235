"""The closed vocabularies: every value that a record may hold in a field of this name, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Result(StrEnum):
    """One check, in three-valued logic (Kleene): what is not known stays not known."""

    PASS = "pass"  # noqa: S105  a check passed, no password
    FAIL = "fail"
    UNKNOWN = "unknown"

    @classmethod
    def every(cls, results: Iterable[Result]) -> Result:
        """All must pass: one failure decides, otherwise one unknown does."""
        seen = set(results)
        return cls.FAIL if cls.FAIL in seen else cls.UNKNOWN if cls.UNKNOWN in seen else cls.PASS

    @classmethod
    def some(cls, results: Iterable[Result]) -> Result:
        """One must pass: one pass decides, otherwise one unknown does; nothing at all fails."""
        seen = set(results)
        return cls.PASS if cls.PASS in seen else cls.UNKNOWN if cls.UNKNOWN in seen else cls.FAIL


class SpeechAct(StrEnum):
    """What a speaker does by saying it."""

    REPORT = "report"
    ALLEGE = "allege"
    ACCUSE = "accuse"
    DENY = "deny"
    CONFIRM = "confirm"
    ADMIT = "admit"
    DEMAND = "demand"
    PLEDGE = "pledge"
    ANNOUNCE = "announce"
    DOUBT = "doubt"


class ClaimKind(StrEnum):
    """A statement about the world, or about who has been shown what."""

    STATEMENT = "statement"
    DISCLOSURE = "disclosure"


class Polarity(StrEnum):
    """Whether the content is put forward or negated by its speaker."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Verdict(StrEnum):
    """What the text says of the incident as reported."""

    CONTRARY = "contrary"
    CONTRARY_UNLESS_EXCEPTION = "contrary_unless_exception"
    CONSISTENT = "consistent"
    NOT_COVERED = "not_covered"
    UNDETERMINED = "undetermined"


class Because(StrEnum):
    """What decided a verdict: the check that failed, or what is missing."""

    TIME = "time"
    PLACE = "place"
    ACTOR = "actor"
    ACT = "act"
    TEXT = "text"
    FACT = "fact"
    AUTHOR = "author"


class Status(StrEnum):
    """Who stands behind a finding."""

    COMPUTED = "computed"
    ASSESSED = "assessed"
    PUT_TO_PARTIES = "put_to_parties"
    RULED = "ruled"


class Support(StrEnum):
    """How well it is supported that it happened, from independent voices only."""

    OBSERVED = "observed"
    CORROBORATED = "corroborated"
    SINGLE_VOICE = "single_voice"
    DISPUTED = "disputed"
    REFUTED = "refuted"


class Attribution(StrEnum):
    """Who is said to have done it: an axis of its own."""

    DETERMINED = "determined"
    ACKNOWLEDGED = "acknowledged"
    CORROBORATED = "corroborated"
    SINGLE_VOICE = "single_voice"
    DISPUTED = "disputed"
    NONE_STATED = "none_stated"


class Modality(StrEnum):
    """What a term does."""

    PROHIBIT = "prohibit"
    OBLIGE = "oblige"
    PERMIT = "permit"


class TextStatus(StrEnum):
    """What a quoted clause is quoted from. A paraphrase is never quoted as if it were the text."""

    AUTHENTIC = "authentic"
    TRANSLATION = "translation"
    PRESS_QUOTATION = "press_quotation"
    PARAPHRASE = "paraphrase"
    UNSEEN = "unseen"


class DutyState(StrEnum):
    """Where a positive obligation stands on a day."""

    PENDING = "pending"
    MET = "met"
    PARTLY_MET = "partly_met"
    LATE = "late"
    EXTENDED = "extended"
    DISPUTED = "disputed"
    NOT_VERIFIABLE = "not_verifiable"


class ComplaintState(StrEnum):
    """Every state a mechanism needs for a complaint put to it."""

    RECEIVED = "received"
    INADMISSIBLE = "inadmissible"
    REFERRED = "referred"
    UNDER_INQUIRY = "under_inquiry"
    SUSPENDED = "suspended"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled_between_parties"
    RULED_VIOLATION = "ruled_violation"
    RULED_NO_VIOLATION = "ruled_no_violation"
    INCONCLUSIVE = "inconclusive"
    CLOSED_NO_ACCESS = "closed_for_lack_of_access"
