#!/usr/bin/env python3
"""Counts Korean text into the table that `exporter/repair/` chooses restored letters by.

usage: setup/korean.py FOLDER      (what it needs is fetched into FOLDER, by pip, npm and apt-get;
                                    kiwipiepy 0.24.1 must be installed, and takes a quarter of an hour)

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
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from exporter.repair.letters import flat  # noqa: E402 - found through the line above

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
sentences that kiwipiepy 0.24 with kiwipiepy_model 0.24 (Apache-2.0) makes up after the words of
setup/korean-terms.txt and the nouns of mecab-ko-dic, python-mecab-ko-dic 2.1.1 (Apache-2.0).
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
    for text in packed(folder, "*.tar.gz", r"/docs/ko/.*\.mdx?$"):
        yield from re.sub(r"\]\([^)]*\)", "]", text).split("\n")
    for text in packed(folder, "*.tgz", r"/translations/.*\.js(?:on)?$"):
        for quoted in re.findall(r'"(?:[^"\\]|\\.)*"', text):
            yield from said(quoted).replace("&&", "").split("\n")
    (wheel,) = folder.glob("jupyterlab*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if "/LC_MESSAGES/" in name and name.endswith(".json"):
                entries = json.loads(archive.read(name)).values()
                yield from (text for entry in entries if isinstance(entry, list) for text in entry)


def packed(folder: Path, archives: str, wanted: str) -> Iterator[str]:
    """Give the texts of those files in archives whose names are wanted."""
    for path in sorted(folder.glob(archives)):
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member) if re.search(wanted, member.name) else None
                if file:
                    yield file.read().decode("utf-8", "ignore")


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


def nouns(folder: Path) -> Iterator[str]:
    """Give the nouns of mecab's dictionary, out of its compiled trie."""
    (wheel,) = folder.glob("python_mecab_ko_dic*.whl")
    content = zipfile.ZipFile(wheel).read("mecab_ko_dic/dictionary/sys.dic")
    trie, tokens = struct.unpack_from("<2I", content, 24)
    nodes = array("I", content[72 : 72 + trie])
    base, check = nodes[::2], nodes[1::2]
    features = 72 + trie + tokens
    stack = [(base[0], b"")]
    while stack:
        here, word = stack.pop()
        if here < len(base) and check[here] == here and base[here] >> 31:
            first = 72 + trie + 16 * ((0xFFFFFFFF - base[here]) >> 8)
            (feature,) = struct.unpack_from("<I", content, first + 8)
            if content[features + feature :].startswith(b"NNG,"):
                yield word.decode("utf-8", "replace")
        for byte in range(256):
            at = here + byte + 1
            if at < len(base) and check[at] == here and not base[at] >> 31:
                stack.append((base[at], word + bytes((byte,))))


def sampled(folder: Path) -> list[str]:
    """Let Kiwi's language model make up sentences: its corpora are larger than any that may be copied."""
    kept = folder / "sampled.txt"
    if not kept.exists():
        from kiwipiepy import Kiwi

        kiwi, chance = Kiwi(), Random(7)  # noqa: S311 - no secret
        known = [
            word for word in nouns(folder) if len(word) > 1 and all("가" <= each <= "힣" for each in word)
        ]
        made = []
        while len(made) < SENTENCES:
            drawn = chance.choice(TERMS if chance.random() < OF_TERMS else known)
            line = [(token.form, token.tag) for token in kiwi.tokenize(drawn)]
            while len(line) < LONGEST and line[-1][1] != "SF":
                likely = [each for each in kiwi.predict_next_morpheme(line[-7:], top_n=200) if each.form]
                if not likely:
                    break
                (after,) = chance.choices(likely, [math.exp(each.score) for each in likely])
                line.append((after.form, after.tag))
            made.append(kiwi.join(line))
        kept.write_text("\n".join(made), "utf-8")
    return kept.read_text("utf-8").split("\n")


SENTENCES = 12_000
LONGEST = 31
OF_TERMS = 0.6
TERMS = sorted(set((ROOT / "setup" / "korean-terms.txt").read_text("utf-8").split()))


def counted(folder: Path) -> list[Counter[str]]:
    """Count all sequences of up to five letters, by their length."""
    counts: list[Counter[str]] = [Counter() for _ in range(ORDER + 1)]
    lines = (re.sub(r"\s+", " ", text).strip() for text in texts(folder))
    for line in dict.fromkeys((*lines, *sampled(folder))):
        if _HANGUL.search(line):
            add(counts, f"\n{flat(line)}\n")
    for term in TERMS:
        add(counts, f" {term}", 3)
    return counts


def add(counts: list[Counter[str]], text: str, weight: int = 1) -> None:
    """Count the sequences of one text."""
    for order in range(1, ORDER + 1):
        for at in range(len(text) - order + 1):
            counts[order][text[at : at + order]] += weight


def table(counts: list[Counter[str]]) -> bytes:
    """Smooth the counts by interpolated absolute discounting, and lay them out for `language.py`."""
    letters = sorted(counts[1], key=lambda letter: (-counts[1][letter], letter))[:4094]
    number = {letter: at for at, letter in enumerate(letters, 1)}
    shares = [shares_of(counts[order], KEPT[order], number) for order in range(1, ORDER + 1)]
    parts = []
    for order, share in enumerate(shares, 1):
        taken: dict[str, float] = defaultdict(float)
        for gram, each in shares[order].items() if order < ORDER else ():
            taken[gram[:-1]] += each
        keyed = sorted((key(gram, number), gram) for gram in share)
        raw = array("Q", [each for each, _ in keyed]).tobytes()
        parts.append(struct.pack("<I", len(keyed)) + b"".join(raw[at::8] for at in range(8)))
        parts.append(bytes(quantised(share[gram]) for _, gram in keyed))
        parts.append(bytes(quantised(max(1 - taken[gram], 1e-4)) for _, gram in keyed))
    head, alphabet = SOURCES.encode(), "".join(letters).encode()
    return struct.pack("<II", len(head), len(alphabet)) + head + alphabet + b"".join(parts)


def shares_of(counter: Counter[str], fewest: int, number: dict[str, int]) -> dict[str, float]:
    """Give the share that each sequence takes of what begins like it; rare ones are left out."""
    totals: Counter[str] = Counter()
    for gram, count in counter.items():
        totals[gram[:-1]] += count
    return {
        gram: (count - 0.75) / totals[gram[:-1]]
        for gram, count in counter.items()
        if count >= fewest and (len(gram) <= SHORT or ENDS.match(gram[-1])) and number.keys() >= set(gram)
    }


SHORT = 2
# What is chosen between is Hangul; nothing longer needs to be known of the rest.
ENDS = re.compile("[가-힣 \n]")


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
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
