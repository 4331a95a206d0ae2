"""Pictures and files of an old site, found in a folder on disk and stored as ours. Nothing is fetched from anywhere."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

from releases import uploads
from releases.importing.wordpress import OldFile
from releases.models import Asset, Attachment, Release
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_UPLOADS = "/wp-content/uploads/"
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")  # of a smaller copy that WordPress made


class OldFiles:
    """The folder that was wp-content/uploads. Each file is stored once, however many releases show it."""

    def __init__(self, folder: Path | None, *, actor: User, at: datetime) -> None:
        self.folder = folder.resolve() if folder else None
        self.actor, self.at = actor, at
        self.alternative: dict[str, str] = {}  # by address, as the media library had it
        self._stored: dict[Path, Asset] = {}

    def asset_of(self, address: str) -> Asset | None:
        """What was stored of it."""
        try:
            return self._stored.get(self._path(address))
        except Refusal:
            return None

    @property
    def stored(self) -> list[Asset]:
        return list(self._stored.values())

    def attach(self, release: Release, files: list[OldFile]) -> tuple[list[Attachment], list[str]]:
        """(attachments, not yet stored; what was not brought in)."""
        attachments: list[Attachment] = []
        remarks = []
        for file in files:
            try:
                attachments.append(self._attachment(release, file, len(attachments) + 1))
            except Refusal as refusal:
                remarks.append(f"not brought in: {file.address}: {refusal}")
        seen: set[int] = set()
        once = [a for a in attachments if not (a.asset.pk in seen or seen.add(a.asset.pk))]  # type: ignore[func-returns-value]  # add() gives None
        return once, remarks

    def _attachment(self, release: Release, file: OldFile, position: int) -> Attachment:
        words = file.words or self.alternative.get(file.address, "")
        if file.is_picture and not words:
            raise Refusal("it has no alternative text. Attach it by hand, and say what it shows.")
        asset = self._asset(file.address)
        shown = Attachment.Shown.PICTURE if asset.is_picture and file.is_picture else Attachment.Shown.FILE
        return Attachment(
            release=release, asset=asset, position=position, shown=shown, title=(words or "File")[:160],
            alternative_text=words[:300] if shown == Attachment.Shown.PICTURE else "",
        )  # fmt: skip

    def _asset(self, address: str) -> Asset:
        path = self._path(address)
        if path not in self._stored:
            if path.stat().st_size > uploads.LARGEST:
                raise Refusal("it is larger than can be stored.")
            asset = uploads.received(SimpleUploadedFile(path.name, path.read_bytes()), actor=self.actor, at=self.at)
            asset.save()
            self._stored[path] = asset
        return self._stored[path]

    def _path(self, address: str) -> Path:
        """Where it lies: the original before a smaller copy of it, and never outside the folder, by links or dots."""
        if self.folder is None:
            raise Refusal("no folder of files was given (--media).")
        relative = unquote(urlsplit(address).path).partition(_UPLOADS)[2]
        for name in dict.fromkeys([_SIZE.sub("", relative), relative]):
            if not name or "\0" in name:
                continue
            path = (self.folder / name).resolve()
            if path.is_relative_to(self.folder) and path.is_file():
                return path
        raise Refusal("it is not in the folder of files.")
