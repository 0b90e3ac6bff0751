// What an editor would notice with the languages side by side: dates, figures and lengths that don't agree.
import type { RootContent } from 'hast';
import { type Edition, type Problem, paragraphs } from '../core/release.ts';
import { type Figures, figures } from './figures.ts';
import { isRead } from './numerals.ts';

type Placed = { edition: Edition; line: number };

/** Warnings only: a translation may be right to differ. */
export const disagreements = (understood: Placed[]): Problem[] => [
  ...datesDiffer(understood),
  ...figuresDiffer(understood),
  ...paragraphsDiffer(understood),
];

function datesDiffer(understood: Placed[]): Problem[] {
  const dated = understood.flatMap(({ edition: { language, dateline }, line }) =>
    dateline?.date ? [{ language, date: dateline.date, line }] : [],
  );
  const dates = dated.map(({ date }) => date);
  const count = (date: string) => dates.filter((one) => one === date).length;
  const usual = dates.find((date) => count(date) * 2 > dates.length) ?? dates[0];
  const other = dated.find(({ date }) => date !== usual);
  if (!other) return [];
  const list = dated.map(({ language, date }) => `${language} ${date}`).join(', ');
  return [warning('dates-differ', `The languages are dated differently: ${list}.`, other.line)];
}

type Counted = { language: string; line: number; figures: Figures };

/** How many figures a warning names of each side. */
const NAMED = 5;
/** "Twelve" is a word in one language's style and a figure in another's: such numbers alone prove nothing. */
const isOftenWord = (value: number): boolean => value === 10 || value === 11 || value === 12;

/** A figure that only one language lacks, where that language has one that no other has. */
function figuresDiffer(understood: Placed[]): Problem[] {
  const all: Counted[] = understood
    .filter(({ edition: { language } }) => isRead(language))
    .map(({ edition, line }) => ({
      ...{ language: edition.language, line, figures: figures(textOf(edition), edition.language) },
    }));
  // Of two languages each is the odd one; the translation is the one that stands below.
  const suspects = all.length === 2 ? all.slice(1) : all;
  return suspects.flatMap(
    (one) =>
      oddOne(
        one,
        all.filter((other) => other !== one),
      ) ?? [],
  );
}

function oddOne({ language, line, figures: own }: Counted, others: Counted[]): Problem | undefined {
  const [first] = others;
  if (!first) return undefined;
  const lacks = [...first.figures.sure].filter(
    ([value]) => !own.mayHave(value) && others.every(({ figures: { sure } }) => sure.has(value)),
  );
  const alone = [...own.sure].filter(([value]) => !others.some(({ figures: other }) => other.mayHave(value)));
  const isTelling = [...lacks, ...alone].some(([value]) => !isOftenWord(value));
  if (lacks.length === 0 || alone.length === 0 || !isTelling) return undefined;
  const [odd, usual] = [alone, lacks].map((found) => listed(found.slice(0, NAMED).map(([, written]) => written)));
  const have = others.length === 1 ? 'has' : 'have';
  const rest = listed(others.map((other) => other.language));
  return warning('figures-differ', `The figures differ: ${language} has ${odd} where ${rest} ${have} ${usual}.`, line);
}

const listed = (words: string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);

const textOf = ({ headline, subheadline, body }: Edition): string =>
  [headline, subheadline ?? '', ...body.children.map(text)].join('\n');

const inline = /^(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)$/;

/** Each block on a line of its own: what two cells say is not one number. */
function text(node: RootContent): string {
  if (node.type === 'text') return node.value.replaceAll('\n', ' ');
  if (node.type !== 'element') return '';
  const inner = node.children.map(text).join('');
  return inline.test(node.tagName) ? inner : `${inner}\n`;
}

/** Fewer than half of the longest text's paragraphs, and at least this many fewer. */
const FEWER = 3;

function paragraphsDiffer(understood: Placed[]): Problem[] {
  const counted = understood.map(({ edition, line }) => ({ edition, line, count: paragraphs(edition) }));
  const [longest] = counted.toSorted((one, other) => other.count - one.count);
  if (!longest) return [];
  return counted
    .filter(({ count }) => count * 2 < longest.count && longest.count - count >= FEWER)
    .filter(({ edition }) => edition.body.children.length > 0)
    .map(({ edition: { language }, line, count }) => {
      const few = `${count} ${count === 1 ? 'paragraph' : 'paragraphs'}`;
      const message = `The text in ${language} is far shorter: it has ${few} where ${longest.edition.language} has ${longest.count}.`;
      return warning('paragraphs-differ', message, line);
    });
}

const warning = (code: string, message: string, line: number): Problem => ({ level: 'warning', code, message, line });
