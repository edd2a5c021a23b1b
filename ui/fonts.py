"""Cut the fonts of letters and of screens without Arial: `python -m ui.fonts`, run by `npm run build`.

Letters are set in Arimo (metrically Arial), cut down to the characters that names and letters need and
renamed "Lotus Letter", so that no font installed on the machine takes its place. Small static TrueType
files are what the PDF maker is quickest with. "Lotus Screen" is the same for browsers on machines that lack
Arial, as WOFF2.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules" / "@expo-google-fonts" / "arimo"
TARGET = ROOT / "static" / "build" / "fonts"
FAMILY = "Lotus Letter"
FACES = {
    "400Regular/Arimo_400Regular.ttf": ("Regular", "lotus-letter-400.ttf"),
    "400Regular_Italic/Arimo_400Regular_Italic.ttf": ("Italic", "lotus-letter-400-italic.ttf"),
    "700Bold/Arimo_700Bold.ttf": ("Bold", "lotus-letter-700.ttf"),
    "700Bold_Italic/Arimo_700Bold_Italic.ttf": ("Bold Italic", "lotus-letter-700-italic.ttf"),
}
SCREEN_FACES = {
    "400Regular/Arimo_400Regular.ttf": ("Regular", "lotus-screen-400.woff2"),
    "700Bold/Arimo_700Bold.ttf": ("Bold", "lotus-screen-700.woff2"),
}
# First and last code point of each stretch kept.
RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x024F),  # Latin Extended-A and B: Polish, Turkish, Welsh, Romanian, Yoruba, Hausa
    (0x0250, 0x02AF),  # phonetic letters used in West African names (schwa, hooked b and d)
    (0x02B0, 0x02FF),  # modifier letters: the okina and its kin
    (0x0300, 0x036F),  # combining marks: Yoruba and Igbo tones over dotted letters
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese, Welsh
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # raised and lowered figures
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x2122),  # numero, trade mark
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x2195),  # arrows
    (0x2212, 0x2215),
    (0x2260, 0x2265),
    (0x25A0, 0x25CF),  # the shapes that stand beside colours
    (0xFB01, 0xFB02),
]


def code_points() -> set[int]:
    """Return every character the fonts keep."""
    return {code for first, last in RANGES for code in range(first, last + 1)}


def cut(source: Path, target: Path, *, family: str, style: str) -> None:
    """Write the cut-down, renamed font. The licence's name records stay."""
    options = subset.Options()
    options.layout_features = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=code_points())
        cutter.subset(font)
        rename(font, family=family, style=style)
        if target.suffix == ".woff2":
            options.flavor = "woff2"
        subset.save_font(font, str(target), options)


def rename(font: TTFont, *, family: str, style: str) -> None:
    """Give the font our family name in every record that carries one."""
    joined = family.replace(" ", "")
    postscript = f"{joined}-{style.replace(' ', '')}"
    families = {1: family, 16: family, 25: joined}
    records = families | {2: style, 3: postscript, 4: f"{family} {style}", 6: postscript, 17: style}
    for name_id, text in records.items():
        for record in [each for each in font["name"].names if each.nameID == name_id]:
            record.string = text
        if name_id in (1, 2, 4, 6):
            font["name"].setName(text, name_id, 3, 1, 0x409)


def main() -> None:
    """Make all faces, unless they are newer than their sources and this file."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for family, faces in ((FAMILY, FACES), ("Lotus Screen", SCREEN_FACES)):
        for name, (style, file_name) in faces.items():
            source, target = SOURCE / name, TARGET / file_name
            made_from = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
            if not target.exists() or target.stat().st_mtime < made_from:
                cut(source, target, family=family, style=style)


if __name__ == "__main__":
    main()
