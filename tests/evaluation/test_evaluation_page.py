"""The page: one file that needs nothing else, hostile text escaped, both readers' marks in the text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analyzer.evaluation.comparison import compare, read_earlier
from analyzer.evaluation.corpus import read_parts
from analyzer.evaluation.evaluate import Evaluation, evaluate
from analyzer.evaluation.json_object import evaluation_object
from analyzer.evaluation.mutations import MutationKind, Variant
from analyzer.evaluation.page import page
from analyzer.lexicon.schema import Pack
from analyzer.output.json_report import dumps
from tests.small_corpus import PHONE, TEXT, write_part

HOSTILE = '<script>alert(1)</script><img src=x onerror="a()">&lt;\u202e\x1b[31m{{ 7*7 }}'


def run(folder: Path, pack: Pack, *variants: Variant) -> Evaluation:
    return evaluate(
        read_parts(folder),
        variants,
        pack,
        mutations=len(variants),
        seed=0,
        jobs=1,
        advance=lambda: None,
    )


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Evaluation:
    return run(write_part(tmp_path_factory.mktemp("corpus") / "dev"), pack)


@pytest.fixture(scope="module")
def html(evaluation: Evaluation) -> str:
    return page(evaluation, None)


class Reader(HTMLParser):
    """Collects the tags, what they load, and the text inside marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.marks: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "mark":
            self.marks.append((dict(attrs)["class"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            name, text = self.marks[-1]
            self.marks[-1] = name, text + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_page_is_well_formed_and_loads_nothing(html: str) -> None:
    reader = read(html)
    assert not reader.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert not reader.attributes & {"src", "style", "onerror", "onclick"}
    assert "http://" not in html
    assert "https://" not in html
    assert html.startswith("<!DOCTYPE html>")


def test_marks_tell_both_readers_apart_by_words_and_lines_not_by_colour(html: str) -> None:
    marks = read(html).marks
    assert ("label", "标普法形式单一") in marks
    assert ("program", "程原因是法制员由办公室人员兼任。") in marks
    assert ("label program", "标程执法文书不规范") in marks
    assert "text-decoration: underline" in html
    assert "outline: 1px solid" in html


def test_text_of_every_disagreement_is_shown_whole(evaluation: Evaluation, html: str) -> None:
    articles = re.findall(r"<article id=.*?</article>", html, re.DOTALL)
    assert len(articles) == len(evaluation.disagreements) == 8
    for article in articles:
        pieces = re.findall(r'<div class="text">(.*?)</div>', article, re.DOTALL)
        text = unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", "".join(pieces)))
        assert text == TEXT.replace(PHONE, "138******78")


def test_sections_without_a_quotation_are_folded(html: str) -> None:
    article = re.findall(r"<article id=.*?</article>", html, re.DOTALL)[1]
    folded = re.findall(r"<summary>(.*?)</summary>", article)
    assert "一、主要举措和成效" in folded
    assert "二、存在的不足" not in folded


def test_every_figure_of_the_screen_is_on_the_page(html: str) -> None:
    for said in ("缺项", "空泛或缺失", "Cohen kappa", "三类对照", "逐个要素", "numbering.style"):
        assert said in html


def test_hostile_text_in_report_label_and_names_stays_text(tmp_path: Path, pack: Pack) -> None:
    folder = write_part(tmp_path / "dev")
    report, label = folder / "reports" / "ju.txt", folder / "labels" / "ju.yaml"
    report.write_text(TEXT.replace("以案释法课堂", f"以案释法课堂{HOSTILE}"), encoding="utf-8")
    told = label.read_text("utf-8").replace("issuer: 平川县样例局", "issuer: '<b>局</b>'")
    label.write_text(told, encoding="utf-8")
    for kind, suffix in (("reports", "txt"), ("labels", "yaml")):
        (folder / kind / f"ju.{suffix}").rename(folder / kind / f"<i>ju.{suffix}")
    html = page(run(folder, pack), None)
    reader = read(html)
    assert not reader.tags & {"script", "img", "b", "i"}
    assert "onerror" not in reader.attributes
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;i&gt;ju" in html
    assert "{{ 7*7 }}" in html
    assert not set(html) & {"\x1b", "\u202e"}


def test_personal_data_is_hidden_in_text_and_quotations(html: str) -> None:
    assert PHONE not in html
    assert "138******78" in html


def test_what_a_change_broke_leads_to_its_text(
    tmp_path: Path, pack: Pack, evaluation: Evaluation
) -> None:
    folder = write_part(tmp_path / "dev")
    variant = Variant(
        name="ju-removed-openness-1",
        base="ju",
        kind=MutationKind.REMOVED,
        element="openness",
        text=TEXT,
        label=evaluation.reports[0].report.label,
    )
    now = run(folder, pack, variant)
    old = evaluation_object(now, None)
    lost = [d for d in old["disagreements"] if d["name"] == "causes"]
    old["disagreements"] = [d for d in old["disagreements"] if d["name"] != "causes"]
    old["mutations"]["failed"] = []
    path = tmp_path / "old.json"
    path.write_text(dumps(old), encoding="utf-8")
    html = page(now, compare(read_earlier(path), now))
    assert len(lost) == 1
    assert "变坏 1 处，在 1 份报告里：dev/ju" in html
    (target,) = re.findall(r'<a href="#(d\d+)">', html)
    article = html[html.index(f'<article id="{target}">') :]
    assert article[: article.index("</h4>")].endswith("不足的原因：标注“缺失”，程序“充实”")
    assert "变体变坏 1 处" in html
    # In the list of what became worse, and in that of all that is wrong.
    assert html.count("ju-removed-openness-1") == 2
    read(html)
