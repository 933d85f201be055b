"""Makes the fonts of our papers out of what their makers publish. Cargo needs none of this: the result is committed.

    python3 fonts.py ATKINSON NOTO     (pip install fonttools brotli)

ATKINSON is the folder `fonts/ttf` of github.com/googlefonts/atkinson-hyperlegible-next, NOTO the folder with the fonts of
Debian's package `fonts-noto-core`. Atkinson draws what our pages draw with it, with our zero without a stroke; Noto draws
letters that it lacks.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
# Latin with what Vietnamese, Sami and transcriptions need, combining marks, Greek, Cyrillic, punctuation.
WIDE = "0020-007E,00A0-024F,0259,02B0-02FF,0300-036F,0370-03FF,0400-052F,1E00-1EFF,1F00-1FFF,2010-2027,2030-203A,20AC,2116"
SCRIPTS = {
    "NotoSans": WIDE,
    "NotoSansArmenian": "0530-058F,FB13-FB17",
    "NotoSansHebrew": "0590-05FF,FB1D-FB4F",
    "NotoSansArabic": "0600-06FF,0750-077F,200C-200F",
}


def cut(font, unicodes, name):
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / "fonts" / name)


def without_stroke(font, weight):
    """Puts the zero of our pages into a font of this weight: as wide as the one it replaces, in columns too."""
    zero = instantiateVariableFont(TTFont(HERE.parent / "fonts" / "atkinson-next-zero.woff2"), {"wght": weight})
    names = [name for name in font.getGlyphOrder() if name == "zero" or name.startswith("zero.t") or name == "zero.pnum"]
    source = zero.getBestCmap()[0x30]
    for name in names:
        wide = font["hmtx"][name][0]
        glyph = zero["glyf"][source]
        drawn = glyph.xMax - glyph.xMin
        left = (wide - drawn) // 2
        glyph.coordinates.translate((left - glyph.xMin, 0))
        glyph.recalcBounds(zero["glyf"])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (wide, left)


def main(atkinson, noto):
    for style, weight in [("Regular", 400), ("Bold", 700)]:
        font = TTFont(Path(atkinson) / f"AtkinsonHyperlegibleNext-{style}.ttf")
        without_stroke(font, weight)
        cut(font, "0020-FFFF", f"AtkinsonHyperlegibleNext-{style}.ttf")
        for family, unicodes in SCRIPTS.items():
            cut(TTFont(Path(noto) / f"{family}-{style}.ttf"), unicodes, f"{family}-{style}.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
