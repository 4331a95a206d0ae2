"""Which words of a release's furniture mean what. Lower case, straight apostrophes; English first, Welsh and "
"Irish too."""

from __future__ import annotations

import re

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain(text: str) -> str:
    """For comparison only: lower case, straight marks, single spaces, hyphens for dashes."""
    return " ".join(_DASHES.sub("-", text.translate(_STRAIGHT)).casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


KINDS = _phrases(
    """
    announcement | blog | blog post | campaign | comment | datganiad | datganiad i'r wasg | diary note | eisiúint
    phreasa | joint media release | joint press release | joint statement | latest news | media advisory | media
    alert | media briefing | media information | media invitation | media note | media release | media releases |
    media statement | news | news brief | news item | news release | news releases | news story | newyddion |
    operational note | opinion | photo call | photocall | preas ráiteas | preaseisiúint | preasráiteas | press
    advisory | press briefing | press bulletin | press information | press note | press notice | press release |
    press releases | press statement | press summary | written statement | oral statement | ministerial statement
    | datganiad ysgrifenedig | public statement | reactive statement | research release
    | response | ráiteas | statement | statements
    """
)

KINDS_WELSH_AND_IRISH = _phrases(
    "datganiad | datganiad i'r wasg | datganiad ysgrifenedig | newyddion | eisiúint phreasa"
    " | preas ráiteas | preaseisiúint | preasráiteas"
    " | ráiteas"
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr eanáir",
            "february feb chwefror feabhra",
            "march mar mawrth márta",
            "april apr ebrill aibreán",
            "may mai bealtaine",
            "june jun mehefin meitheamh",
            "july jul gorffennaf iúil",
            "august aug awst lúnasa",
            "september sept sep medi",
            "october oct hydref",
            "november nov tachwedd samhain",
            "december dec rhagfyr nollaig",
        ),
        start=1,
    )
    for name in names.split()
} | {"meán fómhair": 9, "deireadh fómhair": 10}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon llun",
            "tuesday tuesdays tues tue mawrth",
            "wednesday wednesdays weds wed mercher",
            "thursday thursdays thurs thur thu iau",
            "friday fridays fri gwener",
            "saturday saturdays sat sadwrn",
            "sunday sundays sun sul",
        )
    )
    for name in names.split()
}

SPEECH = _words(
    """
    said says say added adds continued continues commented comments explained explains concluded concludes stated
    states remarked remarks told tells warned warns urged urges insisted insists argued argues noted notes responded
    responds replied replies recalled recalls observed observes declared declares announced announces confirmed
    confirms admitted admits stressed stresses emphasised emphasises emphasized emphasizes reflected reflects wrote
    writes asked asks claimed claims revealed reveals quipped joked agreed agrees shared shares expressed dywedodd
    meddai ychwanegodd esboniodd ddywedodd dúirt arsa deir answered answers laughed smiled joked promised promises
    pledged pledges suggested suggests predicted predicts cautioned cautions countered counters acknowledged
    acknowledges protested pleaded testified maintained maintains vowed vows conceded concedes remembers tweeted posted
    remembered recounts recounted mused teased sighed grinned whispered shouted summarised summarises signed signs
    """
)
# Nouns as often as verbs: only taken for speech when the words that follow are the quotation.
UNSURE_SPEECH = _words("states notes comments claims shares shared asked remarks expressed reflects signed signs")
CARRY_ON = _words("added adds continued continues concluded concludes ychwanegodd")
VERB_FIRST = _words("dywedodd meddai ychwanegodd esboniodd dúirt arsa deir")
PRONOUNS = _words("he she they it we i")
PARTICLES = _words(
    """
    de del della der den di da dos van von la le el al bin bint ibn ap ab ferch ní nic uí ó mac nac y e und zu ter
    ten
    """
)
HONORIFICS = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron viscount cllr councillor rev revd reverend
    hon rt right honourable fr father sister canon bishop rabbi imam hrh judge justice senator cynghorydd
    pc wpc pcso dc ds di dci dsi sgt insp supt acc cpl lt capt col maj sen rep gov det ch cst dcc dac cmdr cdr
    brig ald alderman archdeacon ven venerable msgr chf
    """
)
# Titles that are also nouns for what somebody is: "Award judge Jane Bell".
TITLE_NOUNS = _words("judge justice bishop archbishop canon archdeacon rabbi imam father sister senator councillor")
# In front of a surname they say which rank it has: "Superintendent Bell", "Minister Bell".
RANKS = _words(
    """
    chief detective assistant deputy acting superintendent inspector sergeant constable commissioner commander officer
    minister secretary mayor sheriff captain area station watch manager
    """
)
POST_NOMINALS = _words(
    """
    mp msp ms td cbe obe mbe dbe kbe bem qpm kpm qc kc phd jp mla am mep frcp frs fba pc dl ba ma msc md esq lld
    dphil dvm dds edd mba rgn frcgp sc lcsw mph jd cpa rn phd. m.d. ph.d. esq. jr jr. sr sr. kcb gbe cvo mlc ac ao
    """
)
ROLE_NOUNS = _words(
    """
    chief executive director manager minister secretary mayor mayoress chair chairman chairwoman chairperson officer
    president head founder co-founder coordinator co-ordinator spokesperson spokesman spokeswoman leader
    commissioner inspector superintendent sergeant constable captain teacher headteacher patron trustee survivor
    campaigner author researcher governor attorney sheriff coach archbishop ceo coo cfo lead vice-president
    vice-chair treasurer advocate worker nurse doctor lawyer solicitor barrister ambassador partner owner member
    consultant economist analyst adviser advisor psychologist midwife curator editor producer student volunteer
    resident mother father daughter sister brother taoiseach tánaiste premier treasurer congresswoman congressman
    representative deputy detective assistant principal co-director vice-chancellor lecturer counsellor expert
    publican receptionist farmer driver shopkeeper hairdresser barber pharmacist librarian caretaker chef baker artist
    poet singer actor journalist dentist surgeon vet builder gardener mechanic engineer architect scientist historian
    statistician publisher broadcaster presenter footballer player goalkeeper ranger warden vicar pastor priest
    psychiatrist therapist clinician paramedic firefighter marshal landlord landlady grandmother grandfather aunt uncle
    friend neighbour neighbor colleague widow widower partner caller tenant apprentice clerk technician programmer
    specialist user client prosecutor registrar ombudsman cyfarwyddwr cadeirydd prif weithredwr commander organiser
    organizer rector curate deacon dean provost chaplain churchwarden bishop archbishop archdeacon grandparent parent
    carer joiner plumber electrician cleaner postwoman postman stylist umpire striker midfielder chancellor
    pro-vice-chancellor psychotherapist coroner magistrate fellow locksmith carpenter porter dispatcher convenor
    convener negotiator steward councillor senator whip undersecretary envoy rapporteur auditor reporter
    correspondent columnist filmmaker photographer designer illustrator sculptor musician composer dancer actress
    comedian podcaster pupil schoolgirl schoolboy trainee interpreter writer translator instructor trainer investigator
    butcher grocer florist banker playwright novelist organist conductor passenger customer plaintiff claimant
    agent holder pollster lender donor visitor veterinarian comisiynydd gweinidog
    arweinydd aelod pennaeth rheolwr swyddog maer
    athro prifathro llywydd ysgrifennydd ymgyrchydd
    """
)
# Capital words that begin or belong to something other than a person; months that are also first names may be either.
_NO_NAME = _words(
    """
    the a an this that these those we it he she they i you our their his her its today yesterday tomorrow tonight in
    on at for and but however meanwhile also now then when while as if so or by from with to of after before
    following during since what who why how where there here more most many some all both one two three four five
    new latest about speaking commenting responding reacting welcoming council trust foundation charity association
    alliance network union service services centre center group society commission committee board aid team ltd
    limited plc inc llc office department ministry government parliament university college police authority
    federation institute agency campaign helpline line bill act report review survey house street road avenue notes
    editors ends contact press media news release embargo embargoed photo caption statement kingdom ireland scotland
    england wales north south east west year northern southern eastern western national international local home charge
    """
)
NOT_NAMES = (_NO_NAME | SPEECH | frozenset(MONTHS) | frozenset(WEEKDAYS)) - _words(
    "mar jan may april june august sept dec mai sul sun iau"
)
