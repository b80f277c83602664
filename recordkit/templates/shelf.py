"""The record types of an office: the shipped ones as they lie, and over them the office's own (law 2)."""

import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.errors import BadType, NotPossible, UnknownType
from recordkit.templates.fault_words import fault, listed
from recordkit.templates.folders import SHIPPED, type_folders
from recordkit.templates.loader import load_type
from recordkit.templates.rule_faults import view_faults
from recordkit.wording import Text


class Shelf:
    """The types at hand, by key or by word; each type.toml is read once, when first asked for."""

    def __init__(self, own: Path | None = None, shipped: Path = SHIPPED) -> None:
        self._folders = type_folders(shipped) | (type_folders(own) if own else {})
        self._own = own
        self._files: dict[str, RecordType] = {}
        self._loaded: dict[str, RecordType] = {}

    def __iter__(self) -> Iterator[RecordType]:
        return (self._load(key) for key in sorted(self._folders))

    def get(self, key_or_word: str) -> RecordType:
        """Return the type with that key, or whose word or label this is; raises UnknownType with the nearest."""
        if key_or_word in self._folders:
            return self._load(key_or_word)
        found = self.by_word(key_or_word)
        if found is None:
            close = nearest(key_or_word, [*self._folders, *self.words()])
            raise UnknownType(key=key_or_word, suggestion=did_you_mean(close))
        return found

    def by_word(self, word: str) -> RecordType | None:
        """Return the type that file names call `word`, or None."""
        return self._words.get(word)

    def words(self) -> list[str]:
        """Return every type's word in file names."""
        return sorted(self._words)

    def template(self, rtype: RecordType) -> bytes:
        """Return the bytes of the type's Word or Excel template."""
        return self.template_path(rtype).read_bytes()

    def template_path(self, rtype: RecordType) -> Path:
        """Return where the type's template lies."""
        return self._folders[rtype.key] / rtype.template

    def example(self, key: str) -> Path | None:
        """Return the type's example input, or None."""
        return next(iter(sorted(self._folders[key].glob("example.*"))), None)

    def copy(self, key: str) -> Path:
        """Copy a shipped type's folder into the office's own, to be changed there, and return it; raises NotPossible."""
        if self._own is None or (self._own / key).exists():
            raise NotPossible(
                what=Text(f"本单位已有自己的“{key}”", f"the office has its own {key!r} already")
            )
        self.get(key)
        return Path(shutil.copytree(self._folders[key], self._own / key))

    @cached_property
    def _words(self) -> dict[str, RecordType]:
        words: dict[str, RecordType] = {}
        for rtype in self:
            first = words.setdefault(rtype.word, rtype)
            if first is not rtype:
                self._refuse(*sorted((first, rtype), key=self._is_own))
        return words

    def _refuse(self, first: RecordType, second: RecordType) -> NoReturn:
        """Refuse the second of two types that file names call the same, an office's own after a shipped one."""
        said = fault(
            "",
            "word = {word} 已是类型 {key} 的",
            "word = {word} is that of {key} already",
            word=second.word,
            key=first.key,
        )
        raise BadType(file=self._folders[second.key] / "type.toml", faults=listed([said]))

    def _is_own(self, rtype: RecordType) -> bool:
        return self._own is not None and self._folders[rtype.key].parent == self._own

    def _load(self, key: str) -> RecordType:
        """Return a type, a register checked beside its source; raises BadType."""
        if key not in self._loaded:
            rtype = self._read(key)
            faults = (
                [] if rtype.view_of is None else view_faults(rtype, self._source(rtype.view_of), self._keys)
            )
            if faults:
                raise BadType(file=self._folders[key] / "type.toml", faults=listed(faults))
            self._loaded[key] = rtype
        return self._loaded[key]

    def _source(self, key: str) -> RecordType | None:
        return self._read(key) if key in self._folders else None

    def _read(self, key: str) -> RecordType:
        if key not in self._files:
            self._files[key] = load_type(self._folders[key])
        return self._files[key]

    @property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self._folders)
