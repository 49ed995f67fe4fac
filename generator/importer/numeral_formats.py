"""Writes numbers in the formats that lists have in Word (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from generator.numerals import wide_digits

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_IN_WORDS = 9999

_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}
"""Formats with a character for each number; what they have none for is in digits."""

_WORDS = {
    **dict.fromkeys(("chineseCountingThousand", "taiwaneseCountingThousand"), _DIGITS),
    **dict.fromkeys(("chineseCounting", "taiwaneseCounting", "japaneseCounting"), _DIGITS),
    "chineseLegalSimplified": _FORMAL,
    "ideographLegalTraditional": _FORMAL_TRADITIONAL,
}


def numeral(number: int, name: str) -> str:
    """A number of 0 or more in the format of this name; in digits if it is not known."""
    if name in ("none", "bullet"):
        return ""
    if name in _SERIES and 0 < number <= len(_SERIES[name]):
        return _SERIES[name][number - 1]
    if name in _WORDS and number <= _LARGEST_IN_WORDS:
        return _in_words(number, _WORDS[name])
    if name in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if name in ("decimalFullWidth", "decimalFullWidth2"):
        return wide_digits(number)
    if name == "decimalZero":
        return f"{number:02}"
    if number and name in ("upperRoman", "lowerRoman", "upperLetter", "lowerLetter"):
        written = _roman(number) if name.endswith("Roman") else _letters(number)
        return written.upper() if name.startswith("upper") else written
    return str(number)


def _in_words(number: int, digits: str) -> str:
    """A number up to 9999: 12 is 十二, 105 一百零五, but the formal 12 is 壹拾贰."""
    formal = digits is not _DIGITS
    units = ("", "拾", "佰", "仟") if formal else ("", "十", "百", "千")
    words = ""
    written = str(number)
    for place, digit in zip(range(len(written) - 1, -1, -1), written, strict=True):
        if digit != "0":
            words += digits[int(digit)] + units[place]
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零") or digits[0]
    return words[1:] if words.startswith("一十") else words


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        written += letters * count
    return written


def _letters(number: int) -> str:
    """Letters: a to z, then aa, bb, …: a letter repeated, as Word counts on."""
    again, position = divmod(number - 1, 26)
    return chr(ord("a") + position) * (again + 1)
