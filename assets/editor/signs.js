// Signs that meant something by their dress: raised and lowered ones, and those of fonts of symbols.

const up = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻", "–": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", n: "ⁿ", i: "ⁱ" };
const down = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋", "−": "₋", "–": "₋", "=": "₌", "(": "₍", ")": "₎" };

/** Raised text in signs that are raised themselves (10⁶); letters as in "2de" are only style; the rest says it with ^. */
export const raised = (text) => shifted(text, up, "^");
/** Lowered text in the same way (CO₂). */
export const lowered = (text) => shifted(text, down, "_");

function shifted(text, signs, mark) {
  const all = [...text.trim()];
  if (all.every((sign) => signs[sign])) return text.replace(text.trim(), all.map((sign) => signs[sign]).join(""));
  return /^\p{L}+$/u.test(text.trim()) ? text : text.replace(text.trim(), `${mark}(${text.trim()})`);
}

const greek = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const fonts = {
  wingdings: { à: "→", è: "→", ß: "←", á: "↑", â: "↓", ó: "↔", ð: "⇨", û: "✗", ü: "✓", "\uf0fb": "✗", "\uf0fc": "✓", "\uf0e0": "→", "\uf0e8": "→", "\uf0df": "←", "\uf0a7": "▪", "\uf0d8": "➢", "\uf04a": "☺", J: "☺", L: "☹", "§": "▪", Ø: "➢", "þ": "☑", "¨": "☐", "\uf0fe": "☑", "\uf0a8": "☐", v: "❖" },
  symbol: { "·": "•", "\uf0b7": "•", "£": "≤", "³": "≥", "¹": "≠", "±": "±", "´": "×", "¸": "÷", "®": "→", "¬": "←", "¥": "∞", "°": "°", "»": "≈", "Î": "∈", "Ö": "√", "å": "∑", "¶": "∂" },
};
for (const [index, sign] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].entries()) {
  fonts.symbol[sign] = [...greek][index];
  fonts.symbol[sign.toLowerCase()] = { V: "ϖ", J: "ϕ", F: "φ" }[sign] ?? [...greek][index].toLowerCase();
}

/** The name of the font of symbols that a `font-family` begins with, or null. */
export const isSymbolFont = (family) => /^["']?(wingdings|symbol)(?=["',]|$)/.exec(family.trim())?.[1] ?? (/^["']?(webdings|wingdings [23])/.test(family.trim()) ? "other" : null);

/** A sign of such a font as itself; one that nobody knows becomes a sign that says so. */
export function symbol(sign, font) {
  const isPrivate = sign >= "\ue000" && sign <= "\uf8ff";
  if (!font) return isPrivate ? "\ufffd" : sign;
  if (/\s/.test(sign)) return sign;
  return fonts[font]?.[sign] ?? (/[0-9.,()+\-–/%=<>]/.test(sign) && font === "symbol" ? sign : "\ufffd");
}
