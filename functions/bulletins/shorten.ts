// Texts that have a place of their own size in a mail.

/** Its whole words within `limit` characters, and an ellipsis where it has more. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text.slice(0, limit))];
  const end = words.at(-1)?.index || limit;
  return `${text.slice(0, end).toWellFormed().replaceAll('\uFFFD', '').trimEnd()}…`;
}
