"""What the law of each nation may forbid to be said about someone, in our own plain words.

A leaf: no model, no clock, no setting. These sentences remind; the order itself and a lawyer decide. Checked against
the statutes named on 23 November 2026.
"""

from typing import NamedTuple

ENGLAND_WALES, SCOTLAND, NORTHERN_IRELAND = "England and Wales", "Scotland", "Northern Ireland"
NATIONS = (ENGLAND_WALES, SCOTLAND, NORTHERN_IRELAND)


class Rule(NamedTuple):
    """One kind of restriction: where it holds, what it is called, what it means at the desk, where it stands."""

    nation: str
    name: str
    means: str
    source: str


_LIFELONG = (
    "From the moment an offence is alleged, nothing may be published in her or his lifetime from which anyone could "
    "tell who it is: no name, address, school, workplace or picture. Only their own written agreement changes that, "
    "and never under 16."
)
_POSTPONED = "What the court has named may not be reported until the time the order gives. Read its terms below."
_WITHHELD = "The court has kept a name or another matter back. It may not be published, in connection with the case."
_CHILD = "Nothing may be published from which anyone could tell that this child has to do with the case."
_OTHER = "A court has made an order of its own. What it forbids stands below; ask if it does not."

RULES: dict[str, Rule] = {
    "ew_sexual": Rule(
        ENGLAND_WALES, "Sexual offence or trafficking: anonymity for life", _LIFELONG,
        "Sexual Offences (Amendment) Act 1992, sections 1 and 5",
    ),
    "ew_fgm": Rule(
        ENGLAND_WALES, "Female genital mutilation: anonymity for life", _LIFELONG,
        "Female Genital Mutilation Act 2003, section 4A and schedule 1",
    ),
    "ew_marriage": Rule(
        ENGLAND_WALES, "Forced marriage: anonymity for life", _LIFELONG,
        "Anti-social Behaviour, Crime and Policing Act 2014, section 122A and schedule 6A",
    ),
    "ew_youth": Rule(
        ENGLAND_WALES, "A child in a youth court", f"{_CHILD} It holds by itself, until the child is 18.",
        "Children and Young Persons Act 1933, section 49",
    ),
    "ew_child": Rule(
        ENGLAND_WALES, "A child in another criminal court, by order", f"{_CHILD} It ends at 18 unless made for life.",
        "Youth Justice and Criminal Evidence Act 1999, sections 45 and 45A",
    ),
    "ew_witness": Rule(
        ENGLAND_WALES, "An adult witness, by order",
        "Nothing may be published in the witness’s lifetime from which anyone could tell who it is.",
        "Youth Justice and Criminal Evidence Act 1999, section 46",
    ),
    "ew_family": Rule(
        ENGLAND_WALES, "Family proceedings in private",
        "What was said in them may not be published without the court’s leave, and no child in them may be identified.",
        "Administration of Justice Act 1960, section 12; Children Act 1989, section 97",
    ),
    "ew_postponed": Rule(
        ENGLAND_WALES, "Reports put off, by order", _POSTPONED, "Contempt of Court Act 1981, section 4(2)"
    ),
    "ew_withheld": Rule(
        ENGLAND_WALES, "A name kept back, by order", _WITHHELD, "Contempt of Court Act 1981, section 11"
    ),
    "ew_other": Rule(ENGLAND_WALES, "Another order or an injunction", _OTHER, "The order itself"),
    "sc_sexual": Rule(
        SCOTLAND, "Sexual offence: the complainer is not identified",
        "Nothing is published from which anyone could tell who the complainer is: so by the custom of the Scottish "
        "press, by an order where the court made one, and by the Act of 2025 as it comes into force.",
        "Victims, Witnesses, and Justice Reform (Scotland) Act 2025; Contempt of Court Act 1981, section 11",
    ),
    "sc_child": Rule(
        SCOTLAND, "A child in criminal proceedings", f"{_CHILD} No name, address, school or picture.",
        "Criminal Procedure (Scotland) Act 1995, section 47",
    ),
    "sc_hearing": Rule(
        SCOTLAND, "A child in a children’s hearing", _CHILD, "Children’s Hearings (Scotland) Act 2011, section 182"
    ),
    "sc_postponed": Rule(SCOTLAND, "Reports put off, by order", _POSTPONED, "Contempt of Court Act 1981, section 4(2)"),
    "sc_withheld": Rule(SCOTLAND, "A name kept back, by order", _WITHHELD, "Contempt of Court Act 1981, section 11"),
    "sc_other": Rule(SCOTLAND, "Another order or an interdict", _OTHER, "The order itself"),
    "ni_sexual": Rule(
        NORTHERN_IRELAND, "Sexual offence or trafficking: anonymity for life and after", f"{_LIFELONG} Here it goes "
        "on for 25 years after death.",
        "Sexual Offences (Amendment) Act 1992; Justice (Sexual Offences and Trafficking Victims) Act (Northern "
        "Ireland) 2022",
    ),
    "ni_child": Rule(
        NORTHERN_IRELAND, "A child in criminal proceedings", _CHILD,
        "Criminal Justice (Children) (Northern Ireland) Order 1998, article 22",
    ),
    "ni_postponed": Rule(
        NORTHERN_IRELAND, "Reports put off, by order", _POSTPONED, "Contempt of Court Act 1981, section 4(2)"
    ),
    "ni_withheld": Rule(
        NORTHERN_IRELAND, "A name kept back, by order", _WITHHELD, "Contempt of Court Act 1981, section 11"
    ),
    "ni_other": Rule(NORTHERN_IRELAND, "Another order or an injunction", _OTHER, "The order itself"),
}  # fmt: skip

# Contempt of Court Act 1981, section 2 and schedule 1.
ACTIVE = (
    "The proceedings are active: from an arrest, a warrant or a charge until the verdict or the end of an appeal, "
    "nothing may be published that could seriously prejudice them, whoever is meant well by it."
)


def by_nation() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds grouped by nation, as choices of a form."""
    return [(nation, [(key, rule.name) for key, rule in RULES.items() if rule.nation == nation]) for nation in NATIONS]
