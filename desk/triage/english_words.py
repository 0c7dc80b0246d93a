"""The English words by which a matter is recognised, with the Chinese words of the directory that they stand for."""

# What stands in a tower and can fail (patterns), and what the service list calls it.
THINGS = {
    r"lifts?(?! (?:me|my|your|our|his|her|up|the mood|weights?))|elevators?|escalators?": "电梯",
    r"air[ -]?con(?:ditioning|ditioners?|s)?|a/c|ac|heating|heaters?|ventilation": "空调",
    r"pipes?|taps?|sinks?|drains?|ceiling": "水管",
    r"sockets?|power points?|plugs?|fuse": "插座",
    r"lights?(?! (?:lunch|snack|meal|rain|weight))|lamps?|bulbs?|lighting": "灯",
    r"toilets?|washrooms?|restrooms?|bathrooms?|urinals?|loos?": "卫生间",
    r"bins?|rubbish|garbage|trash|litter": "垃圾",
    r"car parks?|parking(?: spaces?| lots?)?|garage|barriers?|chargers?": "停车",
    r"access (?:cards?|control)|card readers?|turnstiles?": "门禁",
    r"wi-?fi": "网络",
    r"fire (?:doors?|extinguishers?|hydrants?|alarms?|exits?|escapes?)|smoke detectors?|sprinklers?": "消防",
    r"tiles?|carpets?|handrails?|stairs|staircase": "地砖",
    r"water (?:dispensers?|coolers?)|drinking water|hot water": "饮水机",
    r"meeting rooms?|corridors?|lobby|hallways?|pantry": "",
}
# The same where the word is often a figure of speech: with a place they are meant.
LOOSE_THINGS = {
    r"doors?|gates?|locks?|entrances?": "门禁",
    r"windows?": "窗户",
    r"internet|network|broadband|signal": "网络",
}

# What goes wrong with it, and what that may say of the matter by itself.
ADJECTIVES = {
    r"broken|faulty|jammed|stuck|blocked|clogged|overflowing|cracked|smashed|loose|flickering|shaking": "",
    r"leaking|leaky|dripping|flooded": "漏水",
    r"smelly|stinking|dirty|filthy": "卫生间",
}
TROUBLES = ADJECTIVES | {
    r"broke|(?:is|are|'s|'re) (?:dead|down)|went (?:down|out)|out of (?:order|service|action|use)|failed|failing": "",
    r"(?:not|\w*n'?t|cannot|stopped|stops) (?:been |be )?(?:work|respond|mov|open|clos|flush|lock|start|run)\w*": "",
    r"(?:not|\w*n'?t|cannot|stopped|stops) (?:been |be )?(?:charg|cool|heat|turn|com|clean|empt)\w*": "",
    r"(?:not|\w*n'?t|cannot|stopped|stops) (?:been |be )?(?:collect|recogni[sz]|connect)\w*": "",
    r"trapped|overflows?|flickers?|trips|tripp(?:ed|ing)|burst\w*|dropping": "",
    r"leak(?:s|ed)?|flooding": "漏水",
    r"smells?|stinks?|full|no (?:toilet )?(?:paper|soap)|out of (?:toilet )?(?:paper|soap)": "卫生间",
    r"too (?:hot|cold|warm|stuffy)|freezing|boiling|stuffy": "空调",
    r"(?<!not )(?:too|very) (?:dark|slow|loud|dirty)|keeps (?:dropping|cutting|beeping|ringing)": "",
}
# What needs no thing beside it.
ALONE = {
    r"no (?:running |hot )?water|water (?:is off|is out|outage|leak\w*)|pipe (?:burst|is leaking)": "停水 漏水",
    r"no (?:power|electricity)|power (?:is (?:off|out)|cut|outage|failure)|black-?out": "停电",
    r"no (?:internet|wi-?fi|network|signal)": "断网 网络",
    r"(?:toilet paper|soap) (?:is|has) (?:run )?out|no toilet paper": "卫生间",
    r"cockroach(?:es)?|mice|rats?(?! race)": "蟑螂 老鼠",
    r"(?:drilling|construction|renovation) noise|(?:drilling|hammering) (?:all|since|upstairs|next door)": "噪音",
}

# Danger to people, now.
DANGERS = (
    r"(?:trapped|stuck|locked) (?:in|inside) (?:the|a|an|this|our|one of the)(?: \w+)? (?:lift|elevator)",
    r"(?:lift|elevator)\b.{0,30}\b(?:people|somebody|someone|person|colleagues?) (?:is |are )?(?:inside|trapped|stuck)",
    r"(?:building|floor|room|kitchen|bin|bike|scooter|charger|cable|socket|it|something)(?: is|'s) on fire",
    r"(?:there is|there's|caught) (?:a )?fire\b(?! drill)|fire (?:in|on|at) (?:the|floor|level|\d)",
    r"(?:smoke|sparks|flames) (?:is |are )?(?:coming|in|on|from|everywhere)",
    r"gas leak|smells? (?:of )?gas|electric shock|electrocuted",
    r"not breathing|unconscious|(?:has |just )(?:collapsed|fainted)",
)

# Mere talk, and what share of the score it leaves.
DOUBTS = (
    (r"fixed|mended|repaired|back (?:on|to normal|in service)|sorted|no longer|any ?more", 0.2),
    (r"(?<!n't )(?<!not )(?:been )?work(?:s|ing) (?:again|now|fine)", 0.2),
    (r"please note|notice|reminder|maintenance|will be|scheduled|planned|drill|training|exercise", 0.2),
    (r"yesterday|last (?:week|night|month|year|time)|used to|remember when|years? ago", 0.5),
    (r"if|imagine|suppose|in case|hopefully|luckily|let's|never", 0.5),
    (
        r"my (?:own )?(?:\w+ )?(?:phone|laptop|computer|car|bike|house|flat|home|place|head|back|tooth|stomach|locker)",
        0.3,
    ),
    (r"at home|(?:my|our) (?:flat|house|apartment|wife|husband|kids?)|traffic|in a meeting", 0.4),
    (r"(?:the|a) (?:metro|subway|train|airport|motorway|mall|hotel|website|server|app|course|link|login)(?:'s)?", 0.3),
    (r"ha(?:ha)+|lol|lmao|rofl|joke|joking|kidding|movie|film|episode|game|song|novel|the news|heard that", 0.4),
    (r"(?:give|need|want|take|get) (?:\w+ )?a lift|lift (?:to|home)|light (?:at the end|up|lunch)|no problem", 0.1),
    (r"discount|promo\w*|sale|for sale|hiring|rent", 0.3),
)
STILL = r"still|again|since|always|keeps|this morning|right now|now"

FLOOR = (
    r"(?<![a-z0-9])(?:\d{1,3}(?:st|nd|rd|th)[ -]floor|(?:floor|level)[ -]?\d{1,3}|ground floor)(?![a-z0-9])"
    r"|(?<![a-z])(?:room|suite)\s?\d{3,4}(?!\d)"
)
ROOMS = (
    r"(?<![a-z])(?:(?:ladies'?|gents'?|men's|women's) )?(?:toilets?|washrooms?|restrooms?|lobby|corridor|meeting room"
    r"|pantry|stair(?:case|well)|reception|canteen|(?:main |back |front |side )?entrance|car park"
    r"|lift|elevator)(?![a-z])"
)
