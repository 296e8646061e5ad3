#!/usr/bin/env python3
"""Counts Korean text into the table that `exporter/repair/` chooses restored letters by.

usage: setup/korean.py FOLDER      (what it needs is fetched into FOLDER, by pip, npm and apt-get)

The sources and their licences are written into the head of the table.
"""

import html
import json
import lzma
import math
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from exporter.repair.letters import GROUPS, flat  # noqa: E402 - found through the line above

TARGET = ROOT / "exporter" / "repair" / "korean.xz"
ORDER = 5
# How often a sequence of so many letters must occur to be kept.
KEPT = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2}
SOURCES = """\
Statistics of Korean letter sequences, made by setup/korean.py from texts in these packages:
LibreOffice 7.4 help and translations, Debian's libreoffice-help-ko and libreoffice-l10n-ko (MPL-2.0);
Visual Studio Code's Korean language pack, @codingame/monaco-vscode-language-pack-ko 25.1.2 (MIT);
JupyterLab's Korean language pack, jupyterlab-language-pack-ko-KR 4.5 (BSD-3-Clause);
Korean documentation of openai-agents 0.24.0 (MIT) and fastapi 0.110.2 (MIT);
word costs of mecab-ko-dic, python-mecab-ko-dic 2.1.1 (Apache-2.0).
No sentence can be read back from it. The table itself is under the licence of this project.
"""
PIP = (
    ("jupyterlab-language-pack-ko-KR==4.5.post3", ()),
    ("python-mecab-ko-dic==2.1.1.post2", ()),
    ("openai-agents==0.24.0", ("--no-binary", ":all:")),
    ("fastapi==0.110.2", ("--no-binary", ":all:")),
)
NPM = "@codingame/monaco-vscode-language-pack-ko@25.1.2"
DEBIAN = ("libreoffice-help-ko", "libreoffice-l10n-ko")

_HANGUL = re.compile("[가-힣]")
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:p|h\d|li|td|th|div|tr|table|br|title)\b[^>]*>")


def fetch(folder: Path) -> None:
    """Bring the packages into a folder, those that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.deb")):
        return
    for name, options in PIP:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *options, name]
        subprocess.run(command, cwd=folder, check=True)
    subprocess.run(["npm", "pack", "--silent", NPM], cwd=folder, check=True)  # noqa: S607 - found on the path
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=folder, check=True)  # noqa: S607 - likewise
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder / "debian"], check=True)  # noqa: S607 - likewise


def texts(folder: Path) -> Iterator[str]:
    """Give the paragraphs of all sources."""
    for page in sorted((folder / "debian").rglob("*.html")):
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page.read_text("utf-8", "ignore"))
        yield from (html.unescape(_TAG.sub("", part)) for part in _BLOCK.split(text))
    for catalogue in sorted((folder / "debian").rglob("*.mo")):
        for text in translations(catalogue.read_bytes()):
            yield from re.sub("[~_]", "", _TAG.sub("", text)).split("\n")
    for path in sorted(folder.glob("*.tar.gz")):
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                if re.search(r"/docs/ko/.*\.mdx?$", member.name) and (file := archive.extractfile(member)):
                    text = re.sub(r"\]\([^)]*\)", "]", file.read().decode("utf-8", "ignore"))
                    yield from text.split("\n")
    for path in sorted(folder.glob("*.tgz")):
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                if re.search(r"/translations/.*\.js(?:on)?$", member.name) and (
                    file := archive.extractfile(member)
                ):
                    for quoted in re.findall(r'"(?:[^"\\]|\\.)*"', file.read().decode("utf-8", "ignore")):
                        yield from said(quoted).replace("&&", "").split("\n")
    for path in sorted(folder.glob("jupyterlab*.whl")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if "/LC_MESSAGES/" in name and name.endswith(".json"):
                    entries = json.loads(archive.read(name)).values()
                    yield from (text for entry in entries if isinstance(entry, list) for text in entry)


def said(quoted: str) -> str:
    """Give what a quoted string of JavaScript says."""
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""


def translations(catalogue: bytes) -> Iterator[str]:
    """Give the translated strings of a compiled gettext catalogue."""
    _, _, count, _, table = struct.unpack("<5I", catalogue[:20])
    for entry in range(count):
        length, at = struct.unpack_from("<2I", catalogue, table + 8 * entry)
        yield from catalogue[at : at + length].decode("utf-8", "ignore").split("\0")


def words(folder: Path) -> Iterator[tuple[str, float]]:
    """Give the words of mecab's dictionary, with how much each counts."""
    (wheel,) = folder.glob("python_mecab_ko_dic*.whl")
    content = zipfile.ZipFile(wheel).read("mecab_ko_dic/dictionary/sys.dic")
    trie, tokens = struct.unpack_from("<2I", content, 24)
    nodes = array("I", content[72 : 72 + trie])
    base, check = nodes[::2], nodes[1::2]
    stack = [(base[0], b"")]
    while stack:
        here, word = stack.pop()
        if here < len(base) and check[here] == here and base[here] >> 31:
            value = 0xFFFFFFFF - base[here]
            start = 72 + trie + 16 * (value >> 8)
            costs = [
                struct.unpack_from("<h", content, start + 16 * each + 6)[0] for each in range(value & 255)
            ]
            yield word.decode("utf-8", "replace"), math.exp(-min(costs) / 1000) if costs else 0
        for byte in range(256):
            at = here + byte + 1
            if at < len(base) and check[at] == here and not base[at] >> 31:
                stack.append((base[at], word + bytes((byte,))))
    del tokens


def counted(folder: Path) -> list[Counter[str]]:
    """Count all sequences of up to five letters; the first counter is of single ones."""
    counts: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
    seen = set()
    for text in texts(folder):
        line = re.sub(r"\s+", " ", text).strip()
        if not _HANGUL.search(line) or line in seen:
            continue
        seen.add(line)
        add(counts, f"\n{flat(line)}\n", 1)
    for word, weight in words(folder):
        if 2 <= len(word) <= 8 and all("가" <= letter <= "힣" for letter in word):
            add(counts, word, min(weight * WORD, 2.0), whole=False)
    return counts


WORD = 0.5


def add(counts: list[Counter[str]], text: str, weight: float, *, whole: bool = True) -> None:
    """Count the sequences of one text."""
    for order in range(1, ORDER + 1):
        counter = counts[order]
        for at in range(len(text) - order + 1):
            counter[text[at : at + order]] += weight
    del whole


def table(counts: list[Counter[str]]) -> bytes:
    """Smooth the counts (interpolated absolute discounting) and lay them out as `letters.py` reads them."""
    letters = sorted(counts[1], key=lambda letter: (-counts[1][letter], letter))[:4094]
    number = {letter: at for at, letter in enumerate(letters, 1)}
    kept: list[dict[str, float]] = [{}]
    for order in range(1, ORDER + 1):
        kept.append(
            {
                gram: n
                for gram, n in counts[order].items()
                if n >= KEPT[order] * (0.3 if order <= 3 else 1)
                and all(letter in number for letter in gram)
                and (order < 3 or _HANGUL.search(gram[-1]) or gram[-1] in " \n")
            }
        )
    blobs = []
    for order in range(1, ORDER + 1):
        grams = kept[order]
        totals: dict[str, float] = defaultdict(float)
        for gram, n in counts[order].items():
            totals[gram[:-1]] += n
        taken: dict[str, float] = defaultdict(float)
        share = {}
        for gram, n in grams.items():
            discount = 0.75 if n >= 1 else 0.75 * n
            share[gram] = max(n - discount, 0.01) / totals[gram[:-1]]
            taken[gram[:-1]] += share[gram]
        rest = {context: max(1 - each, 1e-4) for context, each in taken.items()}
        if order > 1:
            blobs[-1] = (*blobs[-1], rest)
        blobs.append((grams, share))
    blobs[-1] = (*blobs[-1], {})
    parts = []
    for order, (grams, share, rest) in enumerate(blobs, 1):
        keyed = sorted((key(gram, number), gram) for gram in grams)
        keys = array("Q", [each for each, _ in keyed])
        raw = keys.tobytes()
        planes = b"".join(raw[at::8] for at in range(8))
        parts.append(struct.pack("<I", len(keyed)) + planes)
        parts.append(bytes(quantised(share[gram]) for _, gram in keyed))
        parts.append(bytes(quantised(rest.get(gram, 1)) for _, gram in keyed))
        print(order, len(keyed))
    head = SOURCES.encode()
    alphabet = "".join(letters).encode()
    return struct.pack("<II", len(head), len(alphabet)) + head + alphabet + b"".join(parts)


def key(gram: str, number: dict[str, int]) -> int:
    """Give a sequence as a number, twelve bits a letter."""
    value = 0
    for letter in gram:
        value = value << 12 | number[letter]
    return value


def quantised(share: float) -> int:
    """Give a share as the byte that `letters.py` knows it by."""
    return min(round(-math.log(share) * 16), 255)


def main() -> None:
    """Fetch, count and write."""
    folder = Path(sys.argv[1])
    fetch(folder)
    content = table(counted(folder))
    TARGET.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes; groups {GROUPS}")


if __name__ == "__main__":
    main()
