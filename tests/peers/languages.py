"""Accuracy and speed of lingua on texts of known languages, one a line, among the languages that the files name.

usage: pip install lingua-language-detector; python tests/peers/languages.py ar=FILE fa=FILE …
"""

import sys
import time

from lingua import IsoCode639_1, Language, LanguageDetectorBuilder


def main() -> None:
    files = dict(argument.split("=", 1) for argument in sys.argv[1:])
    languages = {tag: Language.from_iso_code_639_1(getattr(IsoCode639_1, tag.upper())) for tag in files}
    builder = LanguageDetectorBuilder.from_languages(*languages.values())
    detector = builder.with_preloaded_language_models().build()
    for tag, file in files.items():
        with open(file, encoding="utf-8") as lines:
            texts = [line.strip() for line in lines if line.strip()]
        size = sum(len(text.encode()) for text in texts)
        started = time.process_time()
        right = sum(detector.detect_language_of(text) == languages[tag] for text in texts)
        rate = size / (time.process_time() - started) / 1e6
        print(f"{tag}: {len(texts)} texts, {100 * right / len(texts):.1f} % at {rate:.1f} MB/s")


if __name__ == "__main__":
    main()
