"""Read what is replied to a card in English: the handler's that it is done, the reporter's that it is or is not."""

import re

CHINESE = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[a-z]")
_CLAUSES = re.compile(r"[,.!;\n]+|\b(?:but|however|though|although)\b")

# What a handler has done.
_DONE = re.compile(
    r"(?<!well )\bdone\b(?! for)|\b(?:fixed|finished|resolved|solved|completed?|repaired|replaced|mended|sorted"
    r"|restored|cleaned|cleared|unblocked|refilled|removed|taken care of|all (?:good|set|ok|okay)"
    r"|back (?:on|up|to normal|in service|in order)|work(?:s|ing) (?:again|now|fine|normally)|(?:ok|okay|fine)"
    r" (?:now|again)|no longer \w+ing)\b"
)
_NOT_YET = re.compile(
    r"\b(?:not|never|cannot|(?:can|won|isn|hasn|haven|wasn|didn|doesn|don|aren|couldn)'?t|will|going to"
    r"|about to|almost|nearly|soon|tomorrow|tonight|later|next (?:week|month|monday)|this (?:afternoon|evening)"
    r"|working on|on (?:it|the way|my way)|in progress|order(?:ed|ing)?|scheduled|arranged|wait(?:ing)?|once|when|if"
    r"|until|till|unless|expect(?:ed)?|hope|try(?:ing)?|needs?|has to|have to|must|to be|being|getting|half|partly"
    r"|partially|please|can|could|would|yesterday"
    r"|by \d+|in \d+ (?:min|hour|day|week)\w*)\b|'ll"
)
_MAYBE = re.compile(r"\bshould be\b.*\bnow\b|\b(?:i think|seems?|probably|maybe|apparently)\b")
_ASKS = re.compile(r"\?|^\W*(?:is|are|was|has|have|did|does|do|can|could|will|when|what|who|why|how|any)\b")
_AGAIN = re.compile(r"\bstill\b|\b(?:brok\w+|stuck|leak\w*|stopp?\w*|fail\w*|block\w*|down|tripp?\w*) again\b")

# What a reporter answers.
_UNSOLVED = re.compile(
    r"^\W*(?:no|nope|not yet|not really|not at all)\W*$|\bunsolved\b|\bno (?:better|change|improvement|difference)\b"
    r"|\bsame (?:problem|issue|thing|as before)\b|\b(?:worse|happened again|came back)\b|\bback again\b"
    r"|(?:\bnot|n'?t)(?: been| yet| really| quite| properly| completely| fully| even| be)* "
    r"(?:fixed|solved|resolved|done|repaired|work\w*|better|ok|okay|cool\w*|heat\w*|clean\w*|gone|replaced|mended)\b"
    r"|\bstill (?!thank)\w+|\b(?:brok\w+|stuck|leak\w*|stopp?\w*|fail\w*|block\w*|down|tripp?\w*) again\b"
)
_SOLVED = re.compile(
    r"^\W*(?:yes|yep|yeah|all good|good now|perfect|great|satisfied|confirmed?)\b"
    r"|\b(?:fixed|solved|resolved|sorted|repaired|done)\b"
    r"|\bwork(?:s|ing) (?:now|again|fine|well|perfectly)\b|\b(?:all|it'?s|is|are|now) (?:good|fine|ok|okay"
    r"|right|great)\b"
    r"|\b(?:ok|okay|fine) now\b|\bback to normal\b|\bno longer \w+ing\b|\bgone now\b"
)
_DOUBTED = re.compile(
    r"\?|\b(?:if|when|once|until|almost|nearly|a bit|a little|slightly|soon|tomorrow|will|should|hope|maybe)\b"
)


def is_english(plain: str) -> bool:
    """Whether it is to be read here: Latin letters and not one Chinese character."""
    return _LATIN.search(plain) is not None and CHINESE.search(plain) is None


def _clauses(plain: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(plain) if clause.strip()]


def done(plain: str) -> float:
    """How surely a handler says it is done: 0.9, 0.7 (should be), or 0 to 0.3 where they do not."""
    plain = plain.replace("’", "'")
    if not _DONE.search(plain):
        return 0.0
    clauses = _clauses(plain)
    said = [clause for clause in clauses if _DONE.search(clause) and not _NOT_YET.search(_MAYBE.sub("", clause))]
    maybe = _MAYBE.search(plain) is not None
    if not said and not (maybe and not _NOT_YET.search(plain)):
        return 0.2
    if any(_ASKS.search(clause) for clause in said) or "?" in plain or any(_AGAIN.search(one) for one in clauses):
        return 0.3
    return 0.7 if maybe else 0.9


def answer(plain: str) -> str | None:
    """What the reporter answers to a resolved card: `solved`, `unsolved`, or None when it is neither."""
    plain = plain.replace("’", "'")
    if "?" not in plain and any(_UNSOLVED.search(clause) for clause in _clauses(plain)):
        return "unsolved"
    if _DOUBTED.search(plain) or re.search(r"\bnot\b|n't\b|\bunsatisf|\bdissatisf", plain):
        return None
    return "solved" if any(_SOLVED.search(clause) for clause in _clauses(plain)) else None
