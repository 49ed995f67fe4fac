"""Numbers and dates as Chinese official documents write them (GB/T 9704-2012)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def chinese_numeral(number: int) -> str:
    """A number from 1 to 99 as headings count: 1 is 一, 10 十, 21 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def wide_digits(number: int) -> str:
    """A number in full-width digits: 12 is １２."""
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def roman_numeral(number: int) -> str:
    """A number from 1 to 99 in Roman capitals, for chapters in translation: 3 is III."""
    numeral = ""
    for value, letters in ((90, "XC"), (50, "L"), (40, "XL"), *_ROMAN):
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral


def chinese_date(date: dt.date) -> str:
    """A date as the document prints it: 2022年6月7日."""
    return f"{date.year}年{date.month}月{date.day}日"
