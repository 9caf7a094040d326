"""Made-up families: names, homes and who belongs to whom, the same for the same seed."""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator

GIRLS = (
    "Amelia Aisha Freya Zofia Maryam Poppy Chloe Imani Ivy Hannah Layla Niamh Ruby Safiya Daisy Erin Grace Anya Elsie "
    "Khadija Lottie Megan Precious Orla Scarlett Tia Zainab Molly Nevaeh Harriet"
).split()
BOYS = (
    "Oliver Mohammed Alfie Kacper Yusuf Finley Jayden Ibrahim Archie Dylan Tobias Rhys Samuel Idris Callum Ethan "
    "Reuben Luca Musa Harvey Connor Daniel Tyrell Ewan Jakub Leon Zayn Riley Theodore Kian"
).split()
WOMEN = (
    "Stacey Naomi Agnieszka Fatima Kelly Joanne Bukola Rachel Samina Gemma Danielle Lindiwe Tracey Monika Leanne "
    "Ruqayya Becky Sharon Adaeze Kirsten"
).split()
MEN = (
    "Darren Piotr Abdul Craig Emeka Lee Tariq Wayne Gareth Marcus Shaun Kamil Rashid Stephen Jason Kwame Anthony Neil "
    "Usman Ricky"
).split()
SURNAMES = (
    "Abbott Achebe Akhtar Ashworth Baines Bielak Brook Calder Chaudhry Crowther Dabrowska Denby Dlamini Ellison Farrow "
    "Gaskell Greenhalgh Hassan Hepworth Ibekwe Illingworth Jagger Kaczmarek Kershaw Lister Lumb Mahmood Mellor Naylor "
    "Nowak Oldroyd Oyelaran Pickles Pogson Quarmby Rafiq Ramsden Redfearn Sandhu Schofield Shackleton Sikorska Sowande "
    "Stott Sugden Sykes Tariq Thewlis Tordoff Umeh Varley Wadsworth Walczak Whiteley Womersley Yaqub"
).split()
STREETS = (
    "Alder Grove;Beck Lane;Chapel Row;Dyehouse Street;Elm Terrace;Ferry Road;Goit Side;Hawthorn Close;Jubilee Court;"
    "Kiln Street;Lock Keepers Way;Mill Brow;Nightingale Road;Orchard View;Pinfold Lane;Quarry Bank;Ropewalk;"
    "Station Parade;Tenter Fields;Union Street;Viaduct Road;Weavers Croft"
).split(";")
ETHNICITIES = ("WBRI", "WBRI", "WBRI", "WBRI", "APKN", "WOTH", "BAFR", "MWBC", "AIND", "BCRB", "MOTH", "NOBT")


@dataclasses.dataclass(frozen=True)
class Adult:
    """A parent, with what the child calls them in the record."""

    given: str
    surname: str
    kind: str
    responsible: bool


@dataclasses.dataclass(frozen=True)
class MadeChild:
    """A made-up child, under the number that the old system gave."""

    number: str
    given: str
    surname: str
    born: dt.date
    sex: str
    ethnicity: str


@dataclasses.dataclass(frozen=True)
class Family:
    """Brothers and sisters with their parents, in one home."""

    surname: str
    home: str
    postcode: str
    adults: tuple[Adult, ...]
    children: tuple[MadeChild, ...]


def families(seed: int, *, children: int, day: dt.date, first_number: int) -> Iterator[Family]:
    """Families until there are so many children, none over seventeen on the day."""
    chance = random.Random(seed)
    surnames = list(SURNAMES)
    chance.shuffle(surnames)
    made, nth = 0, 0
    while made < children:
        size = min(chance.choice((1, 1, 1, 2, 2, 2, 3, 3, 4)), children - made)
        surname = surnames[nth % len(surnames)]
        ethnicity = chance.choice(ETHNICITIES)
        oldest = chance.randint(max(1, 2 * size - 1), 16)
        names: set[str] = set()
        born = []
        for place in range(size):
            sex = chance.choice("FM")
            given = next(
                name
                for name in iter(lambda sex=sex: chance.choice(GIRLS if sex == "F" else BOYS), "")  # type: ignore[misc]
                if name not in names
            )
            names.add(given)
            year = day.year - max(1, oldest - 2 * place)
            born.append(
                MadeChild(
                    f"NB{first_number + made + place:06}",
                    given,
                    surname,
                    dt.date(year, chance.randint(1, 12 if year < day.year else day.month), chance.randint(1, 28)),
                    sex,
                    ethnicity,
                )
            )
        yield Family(
            surname,
            f"{chance.randint(1, 148)} {chance.choice(STREETS)}, Northbridge",
            f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}",
            _adults(chance, surname),
            tuple(born),
        )
        made, nth = made + size, nth + 1


def _adults(chance: random.Random, surname: str) -> tuple[Adult, ...]:
    mother = Adult(chance.choice(WOMEN), surname, "mother", True)
    there = chance.random()
    if there < 0.55:
        return mother, Adult(chance.choice(MEN), surname, "father", True)
    if there < 0.8:
        return mother, Adult(chance.choice(MEN), chance.choice(SURNAMES), "father", chance.random() < 0.5)
    return (mother,)
