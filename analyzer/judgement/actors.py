"""Whose deed a sentence tells: the reporting body's own, or somebody else's.

A report also tells what superiors, neighbours, courts and firms did. That is no evidence for the
body that reports. For a government the bodies below it act in its name; for a department or a town
they do not stand above or beside it.
"""

from __future__ import annotations

import re

from analyzer.lexicon.schema import CueName, Pack
from analyzer.model.document import Identity, Level

# 违建方面，……
_TOPIC = r"(?:[^，。；：]{2,20}?(?:方面|上|中|时|这块|这头)[，,])?"
_WHEN = (
    r"(?:(?:今年|去年|全年|年内|年初|年底|本年度|上半年|下半年|同年|期间|此外|另外|目前|[一二三四]季度"
    r"|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月)[，,]?)?"
)
_BEGINS = rf"\s*{_TOPIC}{_WHEN}"
# What makes a name an object or a companion, not the one who acts.
_NO_SUBJECT = (
    "[对向为给与同由经被受在到从把将按以我本及和等至使让]|督促|组织|指导|配合|协助|邀请|帮助|引导|要求|检查|推动|支持"
    "|走访|约谈|联合|会同|处罚|查处|抽查|举办|开展|召开|印发|制定|完成|办理|服务|受理|收到|走进|深入|涉及|20\\d\\d"
)
_BODY = r"(?:政府|厅|局|委|办|总队|支队|法院|检察院|司法所|派出所|纪检监察组)"
# 企业开办时间、企业满意度 are about the body's own service.
_NO_ACT = r"(?!的|和|与|及|同|等|开办|办事|获得感|满意|登记|注册|投诉|反映|诉求|信用|名录|检查|负责人|职工|发展|准入|合规|周边|法治)"
_OWN = re.compile(
    r"(?<![在驻向])(?:我[局委办厅县市区镇乡院馆队所站社街中省处会们]|我大队|我支队|本[局委办厅镇乡馆院队]|局党组|局机关)"
)
# Whose bodies stand above a government; beside a department or a town stand all of them.
_ABOVE = {Level.PROVINCE: "部委", Level.CITY: "省", Level.COUNTY: "省"}
_ANY = "省|市|县|区|州"
_ELSEWHERE = "国家|上级|邻县|邻市|邻区|外县|外市|外省|外地|兄弟"


class Actors:
    """Answers who acts in the sentences of one report."""

    def __init__(self, pack: Pack, identity: Identity) -> None:
        words = [
            word for cue in pack.language.cues if cue.name is CueName.OTHERS for word in cue.words
        ]
        self._issuer = identity.issuer or ""
        # A police bureau's own report calls itself 公安机关.
        words = [word for word in words if word[:2] not in self._issuer]
        others = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
        name = rf"(?:(?!{_NO_SUBJECT})[^，。；：、\s])"
        kinds = rf"{name}{{0,10}}?(?:{others})"
        above = _ABOVE.get(identity.level) if identity.level else None
        if identity.level is Level.COUNTY and not self._issuer.removesuffix("人民政府").endswith(
            "市"
        ):
            above = rf"{above}|市"
        places = f"{_ELSEWHERE}|{above or _ANY}"
        bodies = rf"(?:{places}){name}{{0,14}}?{_BODY}"
        one = rf"(?:{bodies}|{kinds})"
        acts = (
            rf"(?:(?P<who>{one}(?:、{one})*){_NO_ACT}"
            r"|《[^》]*》[^，。；]{0,6}?(?:要求|规定|明确|指出|强调|提出)[，：])"
        )
        # What every such sentence holds; in most there is none of it.
        self._named = re.compile(
            "|".join(
                [
                    others,
                    "》",
                    *(rf"{place}[^，。；：、\s]{{0,14}}?{_BODY}" for place in places.split("|")),
                ]
            )
        )
        self._opening = re.compile(rf"{_BEGINS}{acts}")
        # Each begins with a plain character: Python's engine skips to such a place much faster.
        self._inside = re.compile(rf"(?:[。；：\n]{_BEGINS}|[，：][是由](?=[省市县区州上])){acts}")

    def others_from(self, text: str, start: int, end: int) -> int:
        """Returns the offset from which a sentence tells of others; ``end`` where it never does."""
        if self._named.search(text, start, end) is None:
            return end
        opening = self._opening.match(text, start, end)
        after = start
        if opening is not None:
            if not self._is_issuer(opening["who"] or ""):
                return end if _OWN.search(text, opening.end(), end) else start
            after = opening.end()
        for match in self._inside.finditer(text, after, end):
            if self._is_issuer(match["who"] or ""):
                continue
            if _OWN.search(text, match.end(), end):
                return end
            return match.start() + 1
        return end

    def _is_issuer(self, who: str) -> bool:
        """Tells whether a name is a short form of the reporting body's own (市水务局)."""
        return bool(self._issuer) and who[1:] != "" and self._issuer.endswith(who[1:])
