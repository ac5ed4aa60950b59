"""The engine: runs every selected rule over a profile and fills its scorecard. It knows no rule by name."""

from __future__ import annotations

import hashlib
import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from edscreen.profile.documents import dotted
from edscreen.profile.words import joined
from edscreen.screening import silence
from edscreen.screening.answers import Answer, FromRegistry, FromSite, checked, one_softer
from edscreen.screening.inputs import NOTHING_GATHERED
from edscreen.screening.scorecard import Finding, FromProfile, Reply, Scorecard
from edscreen.screening.verified import only_verified

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from edscreen.profile.documents import Document
    from edscreen.screening.answers import Cited, Path
    from edscreen.screening.inputs import Gathered, Settings
    from edscreen.screening.rule import Options, Rule

# What could not be looked at is about us: the vendor is asked only what the rule itself asks.
_VENDOR_TO_ANSWER = frozenset({"flag", "undisclosed"})


class Engine:
    """Screens profiles with one set of rules under one set of settings."""

    def __init__(
        self,
        rules: Sequence[Rule],
        settings: Settings,
        on_crash: Callable[[Rule, BaseException], None] | None = None,
    ) -> None:
        """Prepare what is the same for every profile.

        Args:
            rules: the selected rules.
            settings: what the run lays down.
            on_crash: told of every rule that failed, for those who want the traceback.
        """
        self._settings = settings
        self._on_crash = on_crash
        in_force = [(rule, settings.options.get(rule.id) or rule.options()) for rule in rules]
        self._rules = [(rule, options, options.model_dump(mode="json")) for rule, options in in_force]

    def screen(self, document: Document, gathered: Gathered = NOTHING_GATHERED) -> Scorecard:
        """Fill the scorecard of one profile from it and from what was gathered for it."""
        [scorecard] = self.screen_several([(document, gathered)])
        return scorecard

    def screen_several(self, found: Sequence[tuple[Document, Gathered]]) -> list[Scorecard]:
        """Fill the scorecards of a few profiles, each from it and from what was gathered for it.

        Every rule judges all of them before the next one does: its code is then still in the processor's
        caches, which makes judging an eighth faster than one profile at a time.
        """
        subjects = [_Subject(document, self._settings, gathered) for document, gathered in found]
        findings: list[list[Finding]] = [[] for _ in subjects]
        for prepared in self._rules:
            for subject, given in zip(subjects, findings, strict=True):
                given.append(self._finding(subject, *prepared))
        return list(map(self._scorecard, subjects, findings))

    def _scorecard(self, subject: _Subject, findings: list[Finding]) -> Scorecard:
        document = subject.document
        profile = document.profile
        return Scorecard(
            profile=document.shown,
            document=document.index,
            profile_sha256=document.sha256,
            vendor=profile.vendor.name,
            product=profile.product.name,
            product_version=profile.product.version,
            prepared=profile.prepared,
            role=subject.role,
            price=profile.price,
            line=document.place(()).line,
            source=document,
            findings=tuple(sorted(findings, key=attrgetter("order"))),
        )

    def _finding(self, subject: _Subject, rule: Rule, options: Options, shown: dict[str, Any]) -> Finding:
        answer = self._answer(subject, rule, options)
        message = answer.message
        if not subject.is_district_word:
            message = " ".join((message, *subject.remarks(rule, answer)))
        asks = answer.outcome in _VENDOR_TO_ANSWER
        return Finding(
            rule=rule.id,
            title=rule.title,
            family=rule.family,
            severity=one_softer(rule.severity) if answer.softer else rule.severity,
            question=rule.severity,
            outcome=answer.outcome,
            basis=answer.basis,
            message=message,
            ask_vendor=answer.ask or (rule.ask_vendor if asks else None),
            evidence=subject.evidence(answer.evidence),
            sources=rule.sources,
            options=shown,
            reply=subject.reply(rule.id),
            fingerprint=subject.fingerprint(rule.id),
            decides=answer.decides,
        )

    def _answer(self, subject: _Subject, rule: Rule, options: Options) -> Answer:
        profile = subject.document.profile
        if subject.is_district_word and (answer := silence.outside(rule, profile)):
            return answer
        as_of = self._settings.as_of
        if answer := silence.unspoken(rule, profile, as_of, asked_counts=subject.is_district_word):
            return answer
        try:
            answer = checked(rule.judge(**subject.arguments(rule, options)))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # not even sys.exit in a rule may end the run as if all was well
            if self._on_crash:
                self._on_crash(rule, error)
            return Answer(
                "error",
                f"edscreen failed here: the rule stopped with {type(error).__name__}. "
                "This says nothing about the vendor; run again with -v -v for details.",
            )
        return only_verified(answer, subject.opened) if rule.id in self._settings.require_verified else answer


class _Subject:
    """One profile with what rules may ask about it."""

    __slots__ = ("_given", "_hash", "_places", "_replies", "document", "is_district_word", "opened", "role")

    def __init__(self, document: Document, settings: Settings, gathered: Gathered) -> None:
        profile = document.profile
        self.document = document
        self.opened = gathered.opened
        self.role = settings.prepared_by or (profile.prepared.role if profile.prepared else None)
        self.is_district_word = self.role in {"district", "agency"}
        self._given = {
            "profile": profile,
            "as_of": settings.as_of,
            "asked": profile.asked if self.is_district_word else None,
            "category": profile.product.category if self.is_district_word else None,
            "purchase": profile.purchase if self.is_district_word else None,
            "home_page": profile.home_page if self.is_district_word else None,
            "registries": settings.registries,
            "district": settings.district,
            "site": gathered.site,
            "opened": gathered.opened,
        }
        self._replies = {reply.rule: reply for reply in profile.replies or ()}
        # The array is put together by hand: json has a short way for texts, and none for lists.
        named = f"[{json.dumps(profile.vendor.name)}, {json.dumps(profile.product.name)}]"
        self._hash = hashlib.sha256(named.encode())
        self._places = _Places(document, gathered.stated)

    def arguments(self, rule: Rule, options: Options) -> dict[str, Any]:
        """The arguments that the rule's function names."""
        self._given["options"] = options
        return dict(zip(rule.needs, map(self._given.__getitem__, rule.needs), strict=True))

    def remarks(self, rule: Rule, answer: Answer) -> list[str]:
        """Say which of the district's own entries decided nothing, since the file is not its word."""
        profile = self.document.profile
        ignored: list[str] = [
            name for name in ("purchase", "home_page") if name in rule.needs and getattr(profile, name)
        ]
        if rule.silence_flags and profile.asked and answer.outcome == "undisclosed":
            ignored.append("asked")
        if silence.outside(rule, profile):
            ignored.append(
                "product.students_use" if profile.product.students_use is False else "product.category"
            )
        if not ignored:
            return []
        whose = "was prepared by the vendor" if self.role == "vendor" else "does not say who prepared it"
        named = joined(f"'{name}'" for name in ignored)
        entries = f"entry {named} is" if len(ignored) == 1 else f"entries {named} are"
        return [f"This file {whose}, so its {entries} shown as the vendor's and decided nothing here."]

    def reply(self, rule_id: str) -> Reply | None:
        """The vendor's words on a rule's question."""
        reply = self._replies.get(rule_id)
        return Reply(reply.text, reply.on, reply.by, reply.source) if reply else None

    def fingerprint(self, rule_id: str) -> str:
        """SHA-256 over vendor and product (as a JSON array) and the rule's id."""
        digest = self._hash.copy()
        digest.update(rule_id.encode())
        return digest.hexdigest()

    def evidence(self, cited: tuple[Cited, ...]) -> tuple[FromProfile | FromRegistry | FromSite, ...]:
        """The cited evidence with its place in the file."""
        places = self._places
        return tuple([places[one] if isinstance(one, tuple) else one for one in cited])


def _around(path: Path) -> list[Path]:
    """The groups and lists that a field is part of, the nearest first."""
    return [path[:length] for length in range(len(path) - 1, 0, -1)]


class _Places(dict["Path", "FromProfile | FromSite"]):
    """Where the fields that are cited stand in one profile; each is looked up when it is first asked for."""

    __slots__ = ("_document", "_file", "_find", "_holds", "_stated")

    def __init__(self, document: Document, stated: Mapping[Path, FromSite]) -> None:
        self._stated = stated
        self._document = document if document.sheets else None
        self._file = document.shown
        self._find = document.tree.find
        self._holds = document.tree.holds

    def __missing__(self, cited: Path) -> FromProfile | FromSite:
        if self._stated and (found := self._on_site(cited)):
            self[cited] = found
            return found
        line, column, path, value = self._find(cited)
        sheet = self._document.sheet(cited) if self._document else ""
        place = self[cited] = FromProfile(self._file, line, column, dotted(path), value, sheet)
        return place

    def _on_site(self, cited: Path) -> FromSite | None:
        """The page that states a field which was filled in, or a part of it, or the entry that it is of."""
        if self._holds(cited):
            return None
        nearest = (cited, *(path for path in _around(cited) if not self._holds(path)))
        return next(
            (page for near in nearest for path, page in self._stated.items() if path[: len(near)] == near),
            None,
        )
