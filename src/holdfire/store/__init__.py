"""A case on disk: what people put in to a ledger and a vault that never forget, what is derived to folders that may."""

from holdfire.store.bagit import faults as bagit_faults
from holdfire.store.case import Added, Case, create, open_case
from holdfire.store.config import CaseConfig
from holdfire.store.copying import copy, migrate
from holdfire.store.derived import Cache, RunReader
from holdfire.store.entries import Entry
from holdfire.store.folds import IssuedBulletin
from holdfire.store.kinds import ComplaintFacts, ComplaintMoved, Issued
from holdfire.store.verify import Problem, verify

__all__ = [
    "Added",
    "Cache",
    "Case",
    "CaseConfig",
    "ComplaintFacts",
    "ComplaintMoved",
    "Entry",
    "Issued",
    "IssuedBulletin",
    "Problem",
    "RunReader",
    "bagit_faults",
    "copy",
    "create",
    "migrate",
    "open_case",
    "verify",
]
