"""The letters of each script, as sounds written in Latin.

Small letters may still be half of a pair ("s" and "h" in "sh") and are read by the rules of `readings`.
Capitals are sounds that a script writes with one letter, so that they never join their neighbours:

| sound | as in | read as |
|---|---|---|
| S | š, č, ž, ć, ç, ş, ц, ш, ჩ, ش | any hissing sound |
| Č | ч, Slavic č | the same; kept apart to know patronymics |
| J, D | ج and Albanian or Slavic đ | hissing, or g; hissing, or d |
| Z | ث, ذ, ض, ظ | th, d or z, as the country says it |
| G, X | г, ğ, گ, غ; х, خ, ح | any sound of the throat |
| H | ه, հ, ה | h; at the end of a word often none |
| W, V | و, ו; Greek υ after α and ε | a vowel or v; v or a vowel |
| B, P | Greek β, Hebrew ב; Hebrew פ | b or v; f or p |
| Y, E | Greek γ; Arabic ة | g or y; no sound, or t |
| I | Arabic ي and its sisters | i; at the end of a word sometimes a |

Sources: the code charts of the Unicode Standard; for what offices make of the letters, DIN 31635, DIN 1460,
ISO 9, the Ukrainian passport table of 2010, ICAO Doc 9303 part 3, BGN/PCGN. None of them is followed to the
letter: people's papers mix them.
"""

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    """Letters with their sounds, written "letter=sound"; a letter with nothing behind its sign is silent."""
    return dict(pair.split("=") for pair in table.split())


def _places(first: int, table: str) -> dict[int, str]:
    """Sounds by their number, from `first` on."""
    return dict(enumerate(table.split(), start=first))


LATIN = _pairs(
    "ß=ss æ=ae œ=oe ø=o å=a ð=d þ=th đ=D ł=l ı=i ə=e ħ=H ŋ=ng ɓ=b ɗ=d ƙ=k ɲ=n ǝ=e ɛ=e ɔ=o ƴ=y ğ=G ģ=G ġ=G "
    "ǧ=J ǵ=G č=Č ć=S ç=S ş=S ș=S š=S ś=S ŝ=S ž=S ź=S ż=S ĉ=S ĵ=S ǆ=S ḥ=H ḫ=X ḏ=Z ṯ=Z ẕ=Z ḍ=Z ẓ=Z"
)

CYRILLIC = _pairs(
    "а=a б=b в=v г=G д=d е=e ё=o ж=S з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=X ц=S ч=Č "
    "ш=S щ=S ъ= ы=y ь= э=e ю=yu я=ya є=ye і=i ї=yi ґ=G ў=u ђ=D ј=y љ=l њ=n ћ=S џ=S ѓ=G ќ=k ѕ=S ѐ=e ѝ=i "
    "ғ=G қ=k ҳ=X ҷ=S ӣ=i ӯ=u ә=e ө=o ү=u ұ=u ң=ng һ=X ҝ=G ҹ=S җ=S ҡ=k ҙ=z ҫ=s ӑ=a ӗ=e ѣ=e ѳ=f"
)

GREEK = _pairs(
    "α=a β=B γ=Y δ=d ε=e ζ=z η=i θ=t ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s τ=t υ=i φ=f χ=X ψ=ps ω=o"
)
GREEK_PAIRS = (  # at the beginning of a word, and inside it
    ("μπ", "b", "mb"),
    ("ντ", "d", "nd"),
    ("γκ", "G", "nG"),
    ("γγ", "G", "nG"),
    ("γχ", "X", "nX"),
    ("τσ", "S", "S"),
    ("τζ", "S", "S"),
    ("ου", "u", "u"),
    ("αυ", "aV", "aV"),
    ("ευ", "eV", "eV"),
)

GEORGIAN = _pairs(
    "ა=a ბ=b გ=G დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=S რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=G ყ=k შ=S "
    "ჩ=S ც=S ძ=S წ=S ჭ=S ხ=X ჯ=S ჰ=H ჲ=y ჳ=w ჴ=X ჵ=o ჶ=f"
)

ARMENIAN = _pairs(
    "ա=a բ=b գ=G դ=d ե=e զ=z է=e ը=e թ=t ժ=S ի=i լ=l խ=X ծ=S կ=k հ=H ձ=S ղ=G ճ=S մ=m յ=y ն=n շ=S ո=o չ=S "
    "պ=p ջ=S ռ=r ս=s վ=v տ=t ր=r ց=S ւ=W փ=p ք=k օ=o ֆ=f"
)

ARABIC = _pairs(
    "ا=a أ=a إ=a آ=a ٱ=a ء= ؤ=o ئ=i ب=b پ=p ت=t ث=Z ج=J چ=S ح=X خ=X د=d ذ=Z ر=r ز=z ژ=S س=s ش=S ص=s ض=Z "
    "ط=t ظ=Z ع=a غ=G ف=f ق=k ك=k ک=k گ=G ل=l م=m ن=n ه=H ة=E و=W ي=I ى=I ی=I ٹ=t ڈ=d ڑ=r ں=n ھ=h ہ=H ۀ=H "
    "ۂ=H ۃ=E ے=e ۓ=e ې=e ۍ=I ێ=e ۆ=o ۇ=u ە=e ڤ=v ڵ=l ڕ=r ټ=t ډ=d ړ=r ڼ=n څ=S ځ=S ږ=S ښ=S ګ=G ۋ=v ڭ=ng ڨ=G "
    "ݣ=G ڃ=S ۈ=u ۅ=o ۉ=u ي=I"
)

HEBREW = _pairs(
    "א=a ב=B ג=G ד=d ה=H ו=W ז=z ח=X ט=t י=I כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=P ף=P צ=S ץ=S ק=k ר=r "
    "ש=S ת=t"
)

# The Indian scripts stand in blocks of 128 with the same order of letters: here by the place in the block.
INDIC_FIRST, INDIC_LAST = 0x0900, 0x0D7F
INDIC_VOWELS = _places(0x05, "a a i i u u ri li e e e ai o o o au")
INDIC_CONSONANTS = _places(0x15, "k X G G n S S S S n t t d d n t t d d n n p P b b m y r r l l l w S S s H")
INDIC_SIGNS = _places(0x3E, "a i i u u ri ri e e e ai o o o au")
INDIC_NASAL, INDIC_DOT, INDIC_NO_VOWEL = (0x01, 0x02), 0x3C, 0x4D

# Ethiopic writes consonant and vowel as one sign: rows of eight, the vowel by the place. "-": vowel only.
ETHIOPIC_FIRST = 0x1200
ETHIOPIC_ROWS = _places(
    0, "H l X m s r s S k k k k b v t S X X n n - k k X X w - z S y d d S G G G t S p S S f p"
)
ETHIOPIC_VOWELS = ("e", "u", "i", "a", "e", "", "o", "wa")

LETTERS = LATIN | CYRILLIC | GREEK | GEORGIAN | ARMENIAN | ARABIC | HEBREW
# These scripts leave short vowels out.
WITHOUT_VOWELS = frozenset(ARABIC) | frozenset(HEBREW)
