"""Bundle: a folder with a model, its manifest and card; a file is verified before it is used."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.manifest import Manifest, from_json
from echo2ecg_edge.store.choice import CHOOSE, chosen
from echo2ecg_edge.store.place import own_folder, own_names

DEFAULT_BUNDLE: Final = "edge-1"
"""The bundle that screens when none is named and none was chosen."""

BUNDLES: Final = Path(__file__).resolve().parents[1] / "bundles"
"""Where the bundles that come with the package live."""

MANIFEST_FILE: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder and its manifest."""

    folder: Path
    manifest: Manifest

    @classmethod
    def load(cls, name_or_path: str | os.PathLike[str] | None = None) -> "Bundle":
        """Find a bundle and load its manifest; the model files are read when asked for.

        Args:
            name_or_path: Name of a bundle, imported or in the package, or a folder; None for the
                one in use.

        Raises:
            BundleError: There is no such bundle, or its manifest is not valid; no other bundle
                takes the place of one in use that is gone or damaged.
        """
        if name_or_path is None and (name := chosen()) is not None:
            return cls._load_chosen(name)
        folder = find_folder(DEFAULT_BUNDLE if name_or_path is None else name_or_path)
        try:
            text = (folder / MANIFEST_FILE).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BundleError(
                f"The manifest of the bundle {folder.name!r} cannot be read.",
                f"Install the bundle again; {MANIFEST_FILE} must be in {folder}.",
            ) from error
        return cls(folder, from_json(text))

    @classmethod
    def _load_chosen(cls, name: str) -> "Bundle":
        try:
            return cls.load(name)
        except BundleError as error:
            raise BundleError(
                f"The bundle in use, {name!r}, cannot be used: {error.problem}", CHOOSE
            ) from error

    def read(self, file: str) -> bytes:
        """Return the content of one of the bundle's files, verified against the manifest.

        Args:
            file: Its name, for example ``"model.int8.onnx"``.

        Raises:
            BundleError: The manifest does not list it, it is not there, or its checksum differs.
        """
        stamp = self.manifest.files.get(file)
        if stamp is None:
            raise BundleError(
                f"The bundle {self.manifest.name!r} has no {file}.",
                f"Use another bundle or engine; this one has {self._listing()}.",
            )
        try:
            content = (self.folder / file).read_bytes()
        except OSError as error:
            raise self._broken(f"{file} cannot be read") from error
        if len(content) != stamp.bytes or hashlib.sha256(content).hexdigest() != stamp.sha256:
            raise self._broken(f"{file} is not the file that was released: its checksum differs")
        return content

    def _listing(self) -> str:
        return ", ".join(self.manifest.files) or "nothing"

    def _broken(self, what: str) -> BundleError:
        return BundleError(
            f"The bundle {self.manifest.name!r} is damaged: {what}.", "Install the bundle again."
        )


def installed() -> tuple[str, ...]:
    """Return the names of the bundles that come with the package."""
    return tuple(sorted(path.parent.name for path in BUNDLES.glob(f"*/{MANIFEST_FILE}")))


def find_folder(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the folder of a bundle: an imported one by name, one of the package, else by path.

    Raises:
        BundleError: There is none.
    """
    if (own := own_folder(str(name_or_path))) is not None:
        return own
    if str(name_or_path) in installed():
        return BUNDLES / name_or_path
    if (folder := Path(name_or_path)).is_dir():
        return folder
    known = sorted({*installed(), *own_names()})
    raise BundleError(
        f"There is no bundle {str(name_or_path)!r}.",
        f"Name an installed one ({', '.join(known) or 'none'}) or give a bundle's folder.",
    )
