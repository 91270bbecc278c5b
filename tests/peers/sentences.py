"""F1 of the sentences that pySBD, BlingFire and a regular expression find in a CoNLL-U file, and their speed on a text file.

usage: pip install pysbd blingfire; python tests/peers/sentences.py FILE.conllu TEXT_FILE

As in `tests/examples/segments.rs`, ten sentences each are put together to a paragraph, and once more with a third of the final
full stops removed and each such sentence on a line of its own. Peers get line by line, as they know no paragraphs.
"""

import re
import sys
import time

import blingfire
import pysbd

# pySBD takes seconds a megabyte.
SIZES = {"pySBD": 200_000, "BlingFire": 10_000_000, "regex": 10_000_000}
FINAL = re.compile(r"""[.!?؟…]+["'»”)\]]*\s""")


def sentences(path):
    """The sentences of the file: tokens, each with whether a space follows."""
    sentence, until = [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 10:
                if sentence and not line.strip():
                    yield sentence
                    sentence, until = [], 0
                continue
            if "-" in columns[0]:
                until = int(columns[0].split("-")[1])
            elif int(columns[0]) <= until:
                continue
            sentence.append((columns[1], "SpaceAfter=No" not in columns[9]))
    if sentence:
        yield sentence


def paragraphs(gold, unstopped):
    """Texts with the spans of their sentences."""
    for first in range(0, len(gold), 10):
        text, spans = "", []
        for number, sentence in enumerate(gold[first : first + 10], first + 1):
            cut = unstopped and number % 3 == 0 and sentence[-1][0] == "."
            if cut:
                sentence = sentence[:-1]
                text += "\n" if text else ""
            words = "".join(form + " " * space for form, space in sentence).rstrip(" ")
            spans.append((len(text), len(text) + len(words)))
            text += words + ("\n" if cut else " ")
        yield text, spans


def by_pysbd(segmenter):
    return lambda line: [(span.start, span.end) for span in segmenter.segment(line)]


def by_blingfire(line):
    return blingfire.text_to_sentences_and_offsets(line)[1]


def by_regex(line):
    ends = [match.end() for match in FINAL.finditer(line)] + [len(line)]
    return list(zip([0] + ends, ends))


def found(segment, text):
    """The spans that a peer finds, without white space around them."""
    spans, at = set(), 0
    for line in text.splitlines(keepends=True):
        for start, end in segment(line.rstrip("\n")) if line.strip() else []:
            piece = line[start:end]
            start += len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.add((at + start, at + start + len(piece.strip())))
        at += len(line)
    return spans


def f1(segment, gold, unstopped):
    right = of = out = 0
    for text, spans in paragraphs(gold, unstopped):
        system = found(segment, text)
        right, of, out = right + len(system & set(spans)), of + len(spans), out + len(system)
    return 200 * right / (of + out)


def main() -> None:
    gold = list(sentences(sys.argv[1]))
    peers = {"pySBD": by_pysbd(pysbd.Segmenter(language="ar", clean=False, char_span=True)), "BlingFire": by_blingfire, "regex": by_regex}
    for name, segment in peers.items():
        with open(sys.argv[2], "rb") as file:
            lines = file.read(SIZES[name]).decode("utf-8", "ignore").splitlines()
        # BlingFire does not take lines without letters.
        lines = [line for line in lines if line.strip()]
        size = sum(len(line.encode()) for line in lines)
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            for line in lines:
                segment(line)
            best = min(best, time.process_time() - started)
        scores = [f1(segment, gold, unstopped) for unstopped in (False, True)]
        print(f"{name}: F1 {scores[0]:.2f}, a third without full stop {scores[1]:.2f}, {size / best / 1e6:.2f} MB/s")


if __name__ == "__main__":
    main()
