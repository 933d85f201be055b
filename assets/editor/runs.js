// Runs of text with one dress: `{ text, bold, italic, link }`. A line feed in a text is a line break that was meant.

const isSame = (one, two) => !one.bold === !two.bold && !one.italic === !two.italic && (one.link ?? null) === (two.link ?? null);

/** Neighbours of one dress joined, white space at both ends and empty runs gone: as the server keeps them. */
export function trimmed(runs) {
  const joined = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && isSame(last, run)) last.text += run.text;
    else if (joined.length > 0 || /\P{White_Space}/u.test(run.text)) joined.push({ ...run });
  }
  if (joined.length > 0) {
    joined[0].text = joined[0].text.replace(/^\p{White_Space}+/u, "");
    joined.at(-1).text = joined.at(-1).text.replace(/\p{White_Space}+$/u, "");
  }
  return joined.filter((run) => run.text !== "");
}

/**
 * Spaces at the ends of bold and italic parts move out of them, and those at the ends of lines go: nobody sees them, and
 * Markdown can hardly say them.
 */
export function tidied(runs) {
  const pieces = runs.flatMap((run) => run.text.split(/^(\p{White_Space}+)|(\p{White_Space}+)$/u).filter(Boolean).map((text) => ({ ...run, text })));
  for (const mark of ["bold", "italic"]) {
    for (const list of [pieces, pieces.toReversed()]) {
      list.forEach((piece, index) => {
        if (!/\P{White_Space}/u.test(piece.text) && !list[index - 1]?.[mark]) delete piece[mark];
      });
    }
  }
  const tidy = trimmed(pieces);
  tidy.forEach((run, index) => {
    run.text = run.text.replace(/[^\S\n]*\n[^\S\n]*/g, "\n");
    if (tidy[index - 1]?.text.endsWith("\n")) run.text = run.text.replace(/^[^\S\n]+/, "");
    if (tidy[index + 1]?.text.startsWith("\n")) run.text = run.text.replace(/[^\S\n]+$/, "");
  });
  return trimmed(tidy);
}
