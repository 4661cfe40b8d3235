"""The words of holdfire as frozen, typed records. One word, one meaning, everywhere.

Times are timezone-aware datetimes in UTC; days are half-open in the case's zone. Offsets are Unicode code points,
half-open, into a text. Distances are metres (integers), coordinates WGS84 degrees. `rests_on` holds reference strings:

    text:SHA#START-END   a span of a text            row:SHA#UPSTREAM_ID   a row of a table
    report:KEY claim:KEY account:KEY incident:KEY    exhibit:SHA           one item of evidence
    term:INSTRUMENT/TERM                             entry:POSITION        a ledger entry
"""

from holdfire.records.agreement import (
    Acceptance,
    AssertedTerm,
    Choice,
    DateEntry,
    Deadline,
    Effect,
    ExceptionClause,
    Exclusion,
    Instrument,
    Membership,
    Misreport,
    Option,
    Party,
    Quote,
    Term,
    Undertaking,
    Variation,
    Zone,
)
from holdfire.records.base import Doubt, Interval, Place, Range, Record
from holdfire.records.claim import Claim, EvidenceMention, Speaker
from holdfire.records.evidence import Disclosure, Exhibit, ExhibitTimes, Observation
from holdfire.records.finding import Check, Duty, EngagedUndertaking, Finding, InvokedException
from holdfire.records.incident import Account, Blame, Casualties, Copy, Incident, Voice
from holdfire.records.intake import Actor, Affiliation, Report, Row, Source, Text
from holdfire.records.mechanism import Complaint, Count, Coverage, Review
from holdfire.records.view import Audience, Mandate, Policy, View
from holdfire.records.words import (
    Attribution,
    Because,
    ClaimKind,
    ComplaintState,
    DutyState,
    Modality,
    Polarity,
    Result,
    SpeechAct,
    Status,
    Support,
    TextStatus,
    Verdict,
)

__all__ = [
    "Acceptance",
    "Account",
    "Actor",
    "Affiliation",
    "AssertedTerm",
    "Attribution",
    "Audience",
    "Because",
    "Blame",
    "Casualties",
    "Check",
    "Choice",
    "Claim",
    "ClaimKind",
    "Complaint",
    "ComplaintState",
    "Copy",
    "Count",
    "Coverage",
    "DateEntry",
    "Deadline",
    "Disclosure",
    "Doubt",
    "Duty",
    "DutyState",
    "Effect",
    "EngagedUndertaking",
    "EvidenceMention",
    "ExceptionClause",
    "Exclusion",
    "Exhibit",
    "ExhibitTimes",
    "Finding",
    "Incident",
    "Instrument",
    "Interval",
    "InvokedException",
    "Mandate",
    "Membership",
    "Misreport",
    "Modality",
    "Observation",
    "Option",
    "Party",
    "Place",
    "Polarity",
    "Policy",
    "Quote",
    "Range",
    "Record",
    "Report",
    "Result",
    "Review",
    "Row",
    "Source",
    "Speaker",
    "SpeechAct",
    "Status",
    "Support",
    "Term",
    "Text",
    "TextStatus",
    "Undertaking",
    "Variation",
    "Verdict",
    "View",
    "Voice",
    "Zone",
]
