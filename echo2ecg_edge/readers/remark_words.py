"""The words of remarks: what a name such as ``Alter`` or ``sexo`` stands for, in ten languages."""

import re
from types import MappingProxyType
from typing import Final

from echo2ecg_edge.patient import without_accents


def plain_name(name: str) -> str:
    """Return the letters and digits of a name: small, without accents."""
    return re.sub(r"[\W_]", "", without_accents(name))


def _pattern(*words: str) -> str:
    """Return a pattern of any of the words, written as ``plain_name`` returns them."""
    return "|".join(map(plain_name, words))


_YEARS: Final = (
    *("y", "yr", "yrs", "year", "years", "yo", "years old", "a", "j", "jahr", "jahre", "jahren"),
    *("años", "año", "ano", "ans", "an", "anni", "anno", "jaar", "miaka"),
    *("лет", "год", "года", "\u0433", "岁", "歳", "周岁"),
)
_MONTHS: Final = (
    *("m", "mo", "month", "months", "monat", "monate", "mes", "meses", "mois", "mese", "mesi"),
    *("maand", "maanden", "miezi", "мес", "месяц", "месяца", "месяцев", "个月", "月", "か月"),
)
_WEEKS: Final = (
    *("w", "wk", "week", "weeks", "woche", "wochen", "semana", "semanas", "semaine", "semaines"),
    *("settimana", "settimane", "weken", "wiki", "недель", "周", "週"),
)
_DAYS: Final = (
    *("d", "day", "days", "tag", "tage", "día", "días", "jour", "jours", "giorno", "giorni"),
    *("dag", "dagen", "siku", "дней", "天", "日"),
)
PER_YEAR: Final = MappingProxyType(
    {
        "": 1.0,
        **dict.fromkeys(map(plain_name, _YEARS), 1.0),
        **dict.fromkeys(map(plain_name, _MONTHS), 12.0),
        **dict.fromkeys(map(plain_name, _WEEKS), 52.18),
        **dict.fromkeys(map(plain_name, _DAYS), 365.25),
    }
)
"""Unit of an age, as ``plain_name`` returns it -> how many there are in a year."""

UNSTATED: Final = frozenset(
    {"", "na", "nan", "none", "null", "unknown", "unspecified", "notspecified", "notstated"}
    | {"anonymous", "anonymized", "anonymised", "removed", "unbekannt", "desconocido"}
    | {"desconhecido", "inconnu", "sconosciuto", "onbekend", "haijulikani", "未知", "不明"}
    | {plain_name("неизвестно"), "other", "divers", "x", "u", "o"}
)
"""Values, as ``plain_name`` returns them, that say that nothing is said."""

_AGE: Final = _pattern(
    *("age", "alter", "edad", "idade", "âge", "leeftijd", "età", "umri", "возраст"),
    *("年龄", "年齡", "年齢", "alder", "ålder", "wiek", "yaş"),
)
_SEX: Final = _pattern(
    *("sex", "gender", "geschlecht", "sexo", "género", "gênero", "sexe", "genre", "geslacht"),
    *("sesso", "genere", "jinsia", "пол", "性别", "性別"),
    *("kön", "kjønn", "køn", "płeć", "cinsiyet"),
)
_BEFORE: Final = r"(?:patient(?:en|s)?|subject(?:s)?|pat|患者)?"
_OF_PATIENT: Final = (
    r"(?:(?:of(?:the)?|des|du|dela?|del|do|da|della?|vande|wa)?"
    r"(?:patient\w{0,4}|pacient\w{0,4}|pazient\w{0,4}|пациента|mgonjwa))?"
)
_IN_YEARS: Final = rf"(?:(?:in|en|em)?(?:{_pattern(*_YEARS)}))?"
_AT_ECG: Final = r"(?:at(?:ecg|exam|test|study|recording|acquisition))?"

_BORN: Final = _pattern(
    *("birth", "birth date", "birthday", "date of birth", "dob", "born", "birth year", "yob"),
    *("geburtsdatum", "geburtstag", "geburtsjahr", "geboren", "geboren am", "geb", "geb.dat."),
    *("fecha de nacimiento", "fecha nacimiento", "data de nascimento", "data nascimento"),
    *("nascimento", "date de naissance", "né le", "née le", "data di nascita", "geboortedatum"),
    *("tarehe ya kuzaliwa", "дата рождения", "出生日期", "出生年月", "生年月日"),
)
_RECORDED: Final = _pattern(
    *("date", "date time", "recording", "recorded", "recorded on", "recorded at", "date recorded"),
    *("recording date", "recording time", "recording date time", "record date", "start date"),
    *("acquisition date", "acquisition time", "acquisition date time", "date of acquisition"),
    *("exam date", "examination date", "test date", "study date", "ecg date", "measurement date"),
    *("date of recording", "date of ecg", "date of examination", "datum", "aufnahmedatum"),
    *("aufzeichnungsdatum", "untersuchungsdatum", "messdatum", "aufnahme", "ekg-datum"),
    *("fecha", "fecha de registro", "fecha del registro", "fecha de estudio", "fecha del estudio"),
    *("fecha de examen", "fecha de grabación", "data", "data do exame", "data de registro"),
    *("data da gravação", "date d'enregistrement", "date de l'enregistrement", "date d'examen"),
    *("date de l'examen", "data di registrazione", "data esame", "opnamedatum", "onderzoeksdatum"),
    *("tarehe", "дата", "дата записи", "дата исследования"),
    *("日期", "记录日期", "检查日期", "検査日"),
)

NAMES: Final = MappingProxyType(
    {
        kind: re.compile(pattern)
        for kind, pattern in (
            ("rate", r"(?:sampl\w*(?:rate|freq|frequency|persecond)|fs)(?:in)?(?:hz)?|ratehz"),
            ("unit", r"(?:amplitude|signal|voltage|ecg|lead|value|y)?units?"),
            ("age", rf"{_BEFORE}(?:{_AGE}){_IN_YEARS}{_OF_PATIENT}{_AT_ECG}"),
            ("sex", rf"{_BEFORE}(?:{_SEX}){_OF_PATIENT}"),
            ("born", rf"{_BEFORE}(?:{_BORN}){_OF_PATIENT}"),
            ("recorded", _RECORDED),
        )
    }
)
"""Kind of remark -> the names that stand for it, as ``plain_name`` returns them."""
