"""Speed of CAMeL Tools' simple_word_tokenize and dediac_ar, and of str.split, best of three, over the first 10 MB of a text file.

usage: pip install --no-deps camel-tools; pip install regex emoji; python tests/peers/tokens.py FILE
"""

import sys
import time

from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.dediac import dediac_ar

SIZE = 10_000_000


def main() -> None:
    with open(sys.argv[1], "rb") as file:
        lines = file.read(SIZE).decode("utf-8", "ignore").splitlines()
    size = sum(len(line.encode()) for line in lines)
    for name, tokenize in (("str.split", str.split), ("simple_word_tokenize", simple_word_tokenize)):
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            count = sum(len(tokenize(line)) for line in lines)
            best = min(best, time.process_time() - started)
        print(f"{name}: {count} tokens at {size / best / 1e6:.1f} MB/s")
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for line in lines:
            dediac_ar(line)
        best = min(best, time.process_time() - started)
    print(f"dediac_ar: {size / best / 1e6:.1f} MB/s")


if __name__ == "__main__":
    main()
