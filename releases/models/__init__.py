"""The models, by subject. Everything else in the house imports them from here."""

from releases.models.approval import Approval, ApprovalLink, How
from releases.models.assets import Asset, Rendition
from releases.models.batch import Batch, ImportedItem, OldAddress
from releases.models.case import CaseEvent, CaseLink, CourtCase
from releases.models.clearance import Clearance
from releases.models.comment import Comment
from releases.models.consent import Consent, ConsentEvent, Cover, Use
from releases.models.editing import OpenForm, UnsavedText, WaitingFile
from releases.models.edition import (
    GATE_COLUMNS,
    LINKS,
    TIMING_COLUMNS,
    Edition,
    EditionAsset,
    EditionSpeaker,
    EditionTopic,
    GatedQuerySet,
    State,
)
from releases.models.erasure import Erasure, RetiredAddress
from releases.models.event import Event
from releases.models.organisation import (
    STANDING_PAGES,
    Boilerplate,
    Desk,
    LibraryNote,
    Organisation,
    StandingPage,
    Topic,
)
from releases.models.people import Role, Spokesperson
from releases.models.release import (
    TEXT,
    About,
    Attachment,
    Change,
    Kind,
    NoteToEditors,
    Passage,
    PublicMode,
    Release,
    ReleaseSet,
    SpeakerKind,
    WorkingState,
)
from releases.models.restriction import Restriction
from releases.models.searching import SearchEntry, WorkingWords
from releases.models.sending import Sending, Told
from releases.models.sheet import SpokespersonSheet
from releases.models.words import AvoidedWord

__all__ = [
    "GATE_COLUMNS", "LINKS", "STANDING_PAGES", "TEXT", "TIMING_COLUMNS", "About", "Approval", "ApprovalLink", "Asset",
    "Attachment", "AvoidedWord", "Batch", "Boilerplate", "CaseEvent", "CaseLink", "Change", "Clearance", "Comment",
    "Consent", "ConsentEvent", "CourtCase", "Cover", "Desk", "Edition", "EditionAsset", "EditionSpeaker",
    "EditionTopic", "Erasure", "Event", "GatedQuerySet", "How", "ImportedItem", "Kind", "LibraryNote", "NoteToEditors",
    "OldAddress", "OpenForm", "Organisation", "Passage", "PublicMode", "Release", "ReleaseSet", "Rendition",
    "Restriction", "RetiredAddress", "Role", "SearchEntry", "Sending", "SpeakerKind", "Spokesperson",
    "SpokespersonSheet", "StandingPage", "State", "Told", "Topic", "UnsavedText", "Use", "WaitingFile", "WorkingState",
    "WorkingWords",
]  # fmt: skip
