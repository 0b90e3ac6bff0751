// A long Markdown text in slices that can be read one by one: its tree is a hundred times its size.

/** Characters, at least. */
const SLICE = 32 * 1024;

export type Slice = { text: string; firstLine: number };

// A fence or a piece of HTML may go on behind an empty line, and a link's address may stand at the end of the text.
const goesOn = /^ {0,3}(?:`{3}|~{3}|<)|\]:/m;

/** Behind an empty line, a line that begins with a letter or a heading's sign ends every list and quotation. */
const begins = /\n[^\S\n]*\n(?=\p{L}|#)/gu;

export function slices(text: string, firstLine: number): Slice[] {
  if (goesOn.test(text)) return [{ text, firstLine }];
  const found: Slice[] = [];
  let [start, line] = [0, firstLine];
  for (const { index, 0: gap } of text.matchAll(begins)) {
    const end = index + gap.length;
    if (end - start < SLICE) continue;
    const slice = { text: text.slice(start, end), firstLine: line };
    found.push(slice);
    line += slice.text.split('\n').length - 1;
    start = end;
  }
  return [...found, { text: text.slice(start), firstLine: line }];
}
