"""Whose deed a sentence tells: the reporting body's own, or somebody else's.

A report also tells what superiors, neighbours, courts and firms did. That is no evidence for the
body that reports. For a government the bodies below it act in its name; for a department or a town
they do not stand above or beside it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analyzer.lexicon.schema import CueName, Pack
from analyzer.model.document import Identity, Level

# 违建方面，……
_TOPIC = (
    r"(?:(?:至于|关于|对于)[^，。；]{2,30}[，,]"
    r"|[^，。；：]{2,20}?(?:方面|上|中|下|时|前|后|间|以来|这块|这头)[，,])?"
)
_WHEN = (
    r"(?:(?:20\d\d年(?:度)?|今年以来|年初以来|今年|去年|全年|年内|年初|年底|本年度|上半年|下半年|同年|期间|此外|另外|目前|[一二三四]季度"
    r"|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月)[，,]?){0,3}"
)
_BEGINS = rf"\s*{_TOPIC}{_WHEN}"
# What makes a name an object or a companion, not the one who acts.
_NO_SUBJECT = (
    "[对向为给与同由经被受在到从把将按以我本及和等至使让]|督促|组织(?!部)|指导|配合|协助|邀请|帮助|引导|要求|检查(?!站)|推动|支持"
    "|走访|约谈|联合|会同|处罚|查处|抽查|举办|开展|召开|印发|制定|完成|办理|服务(?![局中站厅办总])|受理|收到|走进|深入|涉及|20\\d\\d"
)
_BODY = (
    r"(?:政府|厅|局|委|办(?![法理公事案学结证好成])|总队|支队|法院|检察院|司法所|派出所|纪检监察组)"
)
# A department has brigades of its own; those of the county are not a town's.
_BODY_ABOVE_TOWN = _BODY.replace("(?:", "(?:大队|执法队|公安|", 1)
# 企业开办时间、企业满意度 are about the body's own service.
_NO_ACT = r"(?!网站|网上|网页|门户|网页|官网|公报|的|和|与|及|同|等|迁建|建设|改造|选址|搬迁|扩建|项目|工程|开办|办事|获得感|满意|登记|注册|投诉|反映|诉求|信用|名录|检查|负责人|职工|发展|准入|合规|周边|法治)"
_OWN = re.compile(
    r"(?<![在驻向到])(?:我[局委办厅县市区镇乡院馆队所站社街中省处会们]|我大队|我支队|本[局委办厅镇乡馆院队]|局党组|局机关)"
)
_COMES_BACK = re.compile(rf"[，；：。][ \u3000]*(?:而|但|同时|其中|为此|对此)?(?={_OWN.pattern})")
_CLAUSE_ENDS = re.compile(r"[，；。]")
# Whose bodies stand above a government; beside a department or a town stand all of them.
_ABOVE = {Level.PROVINCE: "部委", Level.CITY: "省", Level.COUNTY: "省"}
_ANY = "省|市|县|区|州"
_ELSEWHERE = "国家|上级|邻县|邻市|邻区|外县|外市|外省|外地|兄弟"


@lru_cache(maxsize=64)
def _patterns(
    words: tuple[str, ...], places: str, body: str
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Returns what finds others as the ones who act.

    Args:
        words: Words for others, such as 公司.
        places: What stands before the names of other bodies, as a pattern.
        body: How the names of other bodies end, as a pattern.

    Returns:
        What every sentence about others holds, the beginning of such a sentence, and the beginning
        of such a part inside a sentence.
    """
    others = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    name = rf"(?:(?!{_NO_SUBJECT})[^，。；：、\s])"
    kinds = rf"{name}{{0,10}}?(?:{others})"
    bodies = rf"(?:{places}){name}{{0,14}}?{body}"
    one = rf"(?:{bodies}|{kinds})"
    acts = (
        rf"(?:(?P<who>(?!请){one}(?:、{one})*){_NO_ACT}"
        r"|《[^》]*》[^，。；]{0,6}?(?:要求|规定|明确|指出|强调|提出)[，：])"
    )
    near = (rf"{place}[^，。；：、\s]{{0,14}}?{body}" for place in places.split("|"))
    return (
        re.compile("|".join([others, "》", *near])),
        re.compile(rf"{_BEGINS}{acts}"),
        # Each begins with a plain character: Python's engine skips to such a place much faster.
        re.compile(rf"(?:[。；：\n]{_BEGINS}|[，：][是由](?=[省市县区州上])){acts}"),
    )


class Actors:
    """Answers who acts in the sentences of one report."""

    def __init__(self, pack: Pack, identity: Identity) -> None:
        words = [
            word for cue in pack.language.cues if cue.name is CueName.OTHERS for word in cue.words
        ]
        self._issuer = identity.issuer or ""
        # A police bureau's own report calls itself 公安机关.
        words = [word for word in words if word[:2] not in self._issuer]
        above = _ABOVE.get(identity.level) if identity.level else None
        if identity.level is Level.COUNTY and not self._issuer.removesuffix("人民政府").endswith(
            "市"
        ):
            above = rf"{above}|市"
        body = _BODY_ABOVE_TOWN if identity.level is Level.TOWNSHIP else _BODY
        patterns = _patterns(tuple(words), f"{_ELSEWHERE}|{above or _ANY}", body)
        self._named, self._opening, self._inside = patterns

    def others_in(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Returns the part of a sentence that tells of others; an empty one where none does.

        It ends where a clause comes back to the body itself. Where the body is what others act on
        (抽查我局案卷), the sentence is still about it.
        """
        # In most sentences nobody else is named, and to see that is quick.
        if self._named.search(text, start, end) is None:
            return end, end
        opening = self._opening.match(text, start, end)
        after = start
        if opening is not None:
            if not self._is_issuer(opening["who"] or ""):
                return self._part(text, start, opening.end(), end)
            after = opening.end()
        for match in self._inside.finditer(text, after, end):
            if not self._is_issuer(match["who"] or ""):
                return self._part(text, match.start() + 1, match.end(), end)
        return end, end

    def _part(self, text: str, low: int, named: int, end: int) -> tuple[int, int]:
        clause = _CLAUSE_ENDS.search(text, named, end)
        if _OWN.search(text, named, clause.start() if clause else end):
            return end, end
        back = _COMES_BACK.search(text, named, end)
        return low, back.end() if back else end

    def _is_issuer(self, who: str) -> bool:
        """Tells whether a name is a short form of the reporting body's own (市水务局、县局)."""
        tail = who[1:]
        if not tail or not self._issuer.endswith(tail):
            return False
        # 市水务局 and 县水务局 differ in nothing but whose they are.
        places = [ch for ch in self._issuer if ch in "省市县区州"]
        return not places or who[0] == places[-1]
