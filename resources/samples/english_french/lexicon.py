"""The words of both languages: everything that must simply be known.

English words are the keys. Words whose translation would depend on something outside the sentence are left out, so that
each English sentence has one French translation.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """A noun in both languages; `kind` decides which adjectives suit it."""

    english: str
    english_plural: str
    french: str
    french_plural: str
    gender: str  # "m" or "f"
    kind: str

    def form(self, plural: bool) -> tuple[str, str]:
        """English and French, singular or plural."""
        return (self.english_plural, self.french_plural) if plural else (self.english, self.french)


@dataclass(frozen=True)
class Adjective:
    """An adjective: French masculine, feminine, their plurals, and the masculine before a vowel (bel, vieil)."""

    english: str
    masculine: str
    feminine: str
    masculine_plural: str
    feminine_plural: str
    before: bool = False  # stands before its noun
    before_vowel: str = ""

    def french(self, gender: str, plural: bool) -> str:
        """The form that agrees."""
        if gender == "f":
            return self.feminine_plural if plural else self.feminine
        return self.masculine_plural if plural else self.masculine


@dataclass(frozen=True)
class Verb:
    """A verb in both languages; the French present is that of je, il, nous, vous, ils."""

    base: str
    third: str
    past: str
    gerund: str
    present: tuple[str, ...]
    participle: str
    infinitive: str
    objects: tuple[str, ...] = ()  # nouns that it can sensibly govern
    stative: bool = False  # English uses the simple present for what happens now
    modal: bool = False  # English forms no "do" with it: "can he see"


def _nouns(kind: str, table: str) -> list[Noun]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [Noun(en, ens, fr, frs, gender, kind) for en, ens, fr, frs, gender in rows]


_ALL_NOUNS = [
    *_nouns("adult", "man men homme hommes m\nwoman women femme femmes f\nteacher teachers professeur professeurs m"),
    *_nouns("adult", "doctor doctors médecin médecins m\nbaker bakers boulanger boulangers m"),
    *_nouns("child", "boy boys garçon garçons m\ngirl girls fille filles f\nchild children enfant enfants m"),
    *_nouns("family", "brother brothers frère frères m\nsister sisters sœur sœurs f"),
    *_nouns("family", "uncle uncles oncle oncles m\naunt aunts tante tantes f"),
    *_nouns("family", "father fathers père pères m\nmother mothers mère mères f"),
    *_nouns(
        "coloured",
        """
        car cars voiture voitures f
        bike bikes vélo vélos m
        bag bags sac sacs m
        hat hats chapeau chapeaux m
        dress dresses robe robes f
        house houses maison maisons f
        door doors porte portes f
        flower flowers fleur fleurs f
        table tables table tables f
        chair chairs chaise chaises f
        box boxes boîte boîtes f
        cup cups tasse tasses f
        umbrella umbrellas parapluie parapluies m
        """,
    ),
    *_nouns("handy", "book books livre livres m\nletter letters lettre lettres f\nkey keys clé clés f"),
    *_nouns("handy", "newspaper newspapers journal journaux m"),
    *_nouns(
        "plain",
        """
        window windows fenêtre fenêtres f
        tree trees arbre arbres m
        computer computers ordinateur ordinateurs m
        train trains train trains m
        bus buses bus bus m
        """,
    ),
    *_nouns("animal", "dog dogs chien chiens m\ncat cats chat chats m\nbird birds oiseau oiseaux m"),
    *_nouns("animal", "horse horses cheval chevaux m"),
    *_nouns("food", "apple apples pomme pommes f\norange oranges orange oranges f\negg eggs œuf œufs m"),
    *_nouns("food", "cake cakes gâteau gâteaux m"),
    *_nouns(
        "place",
        """
        station stations gare gares f
        school schools école écoles f
        market markets marché marchés m
        hospital hospitals hôpital hôpitaux m
        hotel hotels hôtel hôtels m
        park parks parc parcs m
        beach beaches plage plages f
        museum museums musée musées m
        garden gardens jardin jardins m
        church churches église églises f
        castle castles château châteaux m
        restaurant restaurants restaurant restaurants m
        """,
    ),
    *_nouns(
        "edible", "bread - pain - m\ncheese - fromage - m\nmeat - viande - f\nfish - poisson - m\nsoup - soupe - f"
    ),
    *_nouns("drink", "water - eau - f\nmilk - lait - m\ncoffee - café - m\ntea - thé - m"),
]
NOUNS = {noun.english: noun for noun in _ALL_NOUNS}


def nouns_of(*kinds: str) -> tuple[Noun, ...]:
    """The nouns of these kinds, in the order of the table."""
    return tuple(noun for noun in _ALL_NOUNS if noun.kind in kinds)


def _regular(english: str, masculine: str, feminine: str = "", *, before: bool = False) -> Adjective:
    feminine = feminine or (masculine if masculine.endswith("e") else masculine + "e")
    return Adjective(english, masculine, feminine, masculine + "s", feminine + "s", before)


ADJECTIVES = {
    adjective.english: adjective
    for adjective in (
        _regular("big", "grand", before=True),
        _regular("small", "petit", before=True),
        _regular("young", "jeune", before=True),
        Adjective("beautiful", "beau", "belle", "beaux", "belles", before=True, before_vowel="bel"),
        Adjective("new", "nouveau", "nouvelle", "nouveaux", "nouvelles", before=True, before_vowel="nouvel"),
        Adjective("old", "vieux", "vieille", "vieux", "vieilles", before=True, before_vowel="vieil"),
        _regular("red", "rouge"),
        _regular("white", "blanc", "blanche"),
        _regular("black", "noir"),
        _regular("green", "vert"),
        _regular("blue", "bleu"),
        _regular("yellow", "jaune"),
        _regular("expensive", "cher", "chère"),
        _regular("happy", "content"),
        _regular("sad", "triste"),
        _regular("tired", "fatigué"),
        _regular("sick", "malade"),
        _regular("rich", "riche"),
        _regular("tall", "grand"),
        _regular("strong", "fort"),
    )
}

_SIZES = "big small beautiful new old"
_COLOURS = "red white black green blue yellow"


def _adjectives(words: str) -> tuple[Adjective, ...]:
    return tuple(ADJECTIVES[word] for word in words.split())


# Beside the noun. Left out: what French says with another word (un gros chien) or in another sense (un grand homme).
ATTRIBUTES = {
    "adult": _adjectives("young old rich sick"),
    "child": _adjectives("young sick"),
    "family": (),
    "coloured": _adjectives(f"{_SIZES} {_COLOURS}"),
    "handy": _adjectives("small beautiful new old expensive"),
    "plain": _adjectives(f"{_SIZES} expensive"),
    "animal": _adjectives("small beautiful old white black"),
    "food": _adjectives("small beautiful"),
    "place": _adjectives(_SIZES),
    "edible": (),
    "drink": (),
}
# After "is". New is left out: une nouvelle voiture, but la voiture est neuve.
PREDICATES = {
    "person": _adjectives("happy sad tired sick rich tall strong"),
    "coloured": _adjectives(f"big small beautiful old {_COLOURS} expensive"),
    "handy": _adjectives("small beautiful old expensive"),
    "plain": _adjectives("big small beautiful old expensive"),
    "animal": _adjectives("small beautiful old white black tired"),
    "food": _adjectives("small beautiful expensive"),
    "place": _adjectives("big small beautiful old"),
    "edible": _adjectives("expensive"),
    "drink": _adjectives("expensive"),
}
GENDERLESS_PREDICATES = _adjectives("sad sick rich")  # alike for both genders: for "I" and "we"
COLOURS = _adjectives(_COLOURS)


def _verb(english: str, present: str, rest: str, objects: str, *, stative: bool = False) -> Verb:
    base, third, past, gerund = (word.replace("_", " ") for word in english.split())
    participle, infinitive = rest.split()
    return Verb(
        base, third, past, gerund, tuple(present.split()), participle, infinitive, tuple(objects.split()), stative
    )


_THINGS = "car bike bag hat dress book computer umbrella flower chair table apple orange egg cake horse dog house"
_PEOPLE = "man woman teacher doctor baker boy girl child brother sister father mother uncle aunt"
_LOST = "dog cat key book bag hat letter umbrella bike"

VERBS = {
    verb.base: verb
    for verb in (
        _verb("buy buys bought buying", "achète achète achetons achetez achètent", "acheté acheter", _THINGS),
        _verb("sell sells sold selling", "vends vend vendons vendez vendent", "vendu vendre", _THINGS),
        _verb(
            "see sees saw seeing",
            "vois voit voyons voyez voient",
            "vu voir",
            f"{_PEOPLE} dog cat bird horse house tree station church castle car train",
            stative=True,
        ),
        _verb(
            "look_for looks_for looked_for looking_for",
            "cherche cherche cherchons cherchez cherchent",
            "cherché chercher",
            f"{_LOST} {_PEOPLE} hotel restaurant",
        ),
        _verb("find finds found finding", "trouve trouve trouvons trouvez trouvent", "trouvé trouver", _LOST),
        _verb(
            "wash washes washed washing",
            "lave lave lavons lavez lavent",
            "lavé laver",
            "car bike dress window dog horse apple cup chair",
        ),
        _verb(
            "open opens opened opening",
            "ouvre ouvre ouvrons ouvrez ouvrent",
            "ouvert ouvrir",
            "door window box bag letter umbrella book",
        ),
        _verb(
            "close closes closed closing",
            "ferme ferme fermons fermez ferment",
            "fermé fermer",
            "door window box bag umbrella book",
        ),
        _verb("read reads read reading", "lis lit lisons lisez lisent", "lu lire", "book letter newspaper"),
        _verb("write writes wrote writing", "écris écrit écrivons écrivez écrivent", "écrit écrire", "letter book"),
        _verb(
            "eat eats ate eating",
            "mange mange mangeons mangez mangent",
            "mangé manger",
            "apple orange egg cake bread cheese meat fish soup",
        ),
        _verb(
            "drink drinks drank drinking",
            "bois boit buvons buvez boivent",
            "bu boire",
            "water milk coffee tea",
        ),
        _verb(
            "visit visits visited visiting",
            "visite visite visitons visitez visitent",
            "visité visiter",
            "house school museum church castle garden",
        ),
        _verb("help helps helped helping", "aide aide aidons aidez aident", "aidé aider", _PEOPLE),
        _verb(
            "call calls called calling",
            "appelle appelle appelons appelez appellent",
            "appelé appeler",
            f"{_PEOPLE} dog cat",
        ),
        _verb(
            "have has had having",
            "ai a avons avez ont",
            "eu avoir",
            "car bike bag hat book dog cat bird horse house garden computer umbrella key",
            stative=True,
        ),
        _verb(
            "want wants wanted wanting",
            "veux veut voulons voulez veulent",
            "voulu vouloir",
            f"{_THINGS} water milk coffee tea bread cheese soup",
            stative=True,
        ),
        _verb(
            "know knows knew knowing",
            "connais connaît connaissons connaissez connaissent",
            "connu connaître",
            f"{_PEOPLE} hotel restaurant museum",
            stative=True,
        ),
        _verb(
            "like likes liked liking",
            "aime aime aimons aimez aiment",
            "aimé aimer",
            "dog cat bird horse flower apple orange cake bread cheese meat fish soup water milk coffee tea",
            stative=True,
        ),
    )
}

# These take être in the past.
GO_VERB = _verb("go goes went going", "vais va allons allez vont", "allé aller", "")
ARRIVE = _verb("arrive arrives arrived arriving", "arrive arrive arrivons arrivez arrivent", "arrivé arriver", "")
RETURN = _verb(
    "return returns returned returning", "retourne retourne retournons retournez retournent", "retourné retourner", ""
)
LEAVE = _verb("leave leaves left leaving", "pars part partons partez partent", "parti partir", "")
LEAVE_AND_ARRIVE = (LEAVE, ARRIVE)
MOTION = ((GO_VERB, "to"), (ARRIVE, "at"), (RETURN, "to"))

MODALS = (
    (VERBS["want"], "to "),
    (VERBS["like"], "to "),
    (
        Verb("can", "can", "could", "", ("peux", "peut", "pouvons", "pouvez", "peuvent"), "pu", "pouvoir", modal=True),
        "",
    ),
    (Verb("must", "must", "", "", ("dois", "doit", "devons", "devez", "doivent"), "dû", "devoir", modal=True), ""),
)

BE = ("suis", "est", "sommes", "êtes", "sont")
HAVE = VERBS["have"].present
GO = GO_VERB.present
WAS = ("étais", "était", "étions", "étiez", "étaient")

NAMES = (
    ("Paul", "m"), ("Marc", "m"), ("Louis", "m"), ("Thomas", "m"),
    ("Marie", "f"), ("Anne", "f"), ("Julie", "f"), ("Emma", "f"),
)  # fmt: skip

NUMBERS = (
    ("two", "deux"), ("three", "trois"), ("four", "quatre"), ("five", "cinq"), ("six", "six"), ("seven", "sept"),
    ("eight", "huit"), ("nine", "neuf"), ("ten", "dix"), ("eleven", "onze"), ("twelve", "douze"),
    ("thirteen", "treize"), ("fourteen", "quatorze"), ("fifteen", "quinze"), ("sixteen", "seize"),
    ("twenty", "vingt"), ("thirty", "trente"), ("forty", "quarante"), ("fifty", "cinquante"), ("sixty", "soixante"),
    ("a hundred", "cent"),
)  # fmt: skip

WEEKDAYS = (
    ("Monday", "lundi"), ("Tuesday", "mardi"), ("Wednesday", "mercredi"), ("Thursday", "jeudi"),
    ("Friday", "vendredi"), ("Saturday", "samedi"), ("Sunday", "dimanche"),
)  # fmt: skip

MONTHS = (
    ("January", "janvier", 31), ("February", "février", 29), ("March", "mars", 31), ("April", "avril", 30),
    ("May", "mai", 31), ("June", "juin", 30), ("July", "juillet", 31), ("August", "août", 31),
    ("September", "septembre", 30), ("October", "octobre", 31), ("November", "novembre", 30),
    ("December", "décembre", 31),
)  # fmt: skip

# English, then French before a masculine, a feminine and a plural noun.
POSSESSIVES = (
    ("my", "mon", "ma", "mes"), ("his", "son", "sa", "ses"), ("her", "son", "sa", "ses"),
    ("our", "notre", "notre", "nos"), ("your", "votre", "votre", "vos"), ("their", "leur", "leur", "leurs"),
)  # fmt: skip

_MORNING = ("in the morning", "du matin")
_AFTERNOON = ("in the afternoon", "de l'après-midi")
_EVENING = ("in the evening", "du soir")
# English, French, and the parts of the day in which the hour exists.
HOURS = (
    ("one", "une heure", (_AFTERNOON,)), ("two", "deux heures", (_AFTERNOON,)),
    ("three", "trois heures", (_AFTERNOON,)), ("four", "quatre heures", (_AFTERNOON,)),
    ("five", "cinq heures", (_MORNING, _AFTERNOON)), ("six", "six heures", (_MORNING, _EVENING)),
    ("seven", "sept heures", (_MORNING, _EVENING)), ("eight", "huit heures", (_MORNING, _EVENING)),
    ("nine", "neuf heures", (_MORNING, _EVENING)), ("ten", "dix heures", (_MORNING, _EVENING)),
    ("eleven", "onze heures", (_MORNING, _EVENING)), ("noon", "midi", ()), ("midnight", "minuit", ()),
)  # fmt: skip
MINUTES = (
    ("", ""), ("five past", "cinq"), ("ten past", "dix"), ("a quarter past", "et quart"), ("twenty past", "vingt"),
    ("half past", "et demie"), ("twenty to", "moins vingt"), ("a quarter to", "moins le quart"),
    ("ten to", "moins dix"), ("five to", "moins cinq"),
)  # fmt: skip
