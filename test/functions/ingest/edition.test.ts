import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { type Edition, paragraphs } from '../../../functions/core/release.ts';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { edition } from '../../../functions/ingest/edition.ts';
import { markdownBlocks } from '../../../functions/ingest/markdown.ts';

const lead = 'The council opened the reservoir today.';

function made(understood: ReturnType<typeof edition>): Edition {
  if (understood.edition) return understood.edition;
  throw new Error(understood.problems[0]?.message ?? 'No edition.');
}

const plain = (...texts: string[]) => made(edition({ language: 'en', blocks: plainBlocks(texts.join('\n\n'), 1) }));
const markdown = (text: string) => made(edition({ language: 'en', blocks: markdownBlocks(text, 1) }));
const body = (one: Edition) => toHtml(one.body);

describe('the opening of an edition', () => {
  test('is headline, dateline and lead', () => {
    const one = plain('Reservoir opens', '9 March 2026, Glenmore', lead, 'More.');

    expect(one).toMatchObject({
      headline: 'Reservoir opens',
      subheadline: null,
      dateline: { date: '2026-03-09', place: 'Glenmore' },
      summary: lead,
    });
    expect(paragraphs(one)).toBe(2);
  });

  test('may have a subheadline above the dateline', () => {
    const one = plain('Reservoir opens', 'Twelve parishes get water', '9 March 2026, Glenmore', lead);

    expect(one).toMatchObject({ subheadline: 'Twelve parishes get water', dateline: { place: 'Glenmore' } });
    expect(paragraphs(one)).toBe(1);
  });

  test('may have a subheadline above a lead with its dateline', () => {
    const one = plain('Reservoir opens', 'Twelve parishes get water', `GLENMORE, 9 March 2026 – ${lead}`);

    expect(one).toMatchObject({ subheadline: 'Twelve parishes get water', summary: lead });
    expect(body(one)).toBe(`<p>${lead}</p>`);
  });

  test('takes no sentence for a subheadline', () => {
    const one = plain('Reservoir opens', lead, '9 March 2026, Glenmore', 'More.');

    expect(one).toMatchObject({ subheadline: null, dateline: null });
    expect(paragraphs(one)).toBe(3);
  });

  test('needs no dateline', () => {
    expect(plain('Reservoir opens', lead)).toMatchObject({ dateline: null, summary: lead });
  });

  test('in Markdown loses a dateline that stands in emphasis, and keeps the rest of the markup', () => {
    const one = markdown(`# Reservoir opens\n\n**GLENMORE, 9 March 2026** – The *council* opened it.`);

    expect(one.dateline).toEqual({ text: 'GLENMORE, 9 March 2026', date: '2026-03-09', place: 'GLENMORE' });
    expect(body(one)).toBe('<p>The <em>council</em> opened it.</p>');
  });

  test.each([
    ['several spaces', 'GLENMORE,   9  March 2026 – The council.'],
    ['line ends', 'GLENMORE,\n9 March 2026 –\nThe council.'],
    ['a hard break', 'GLENMORE,  \n9 March 2026 – The council.'],
  ])('in Markdown loses a dateline with %s to the last character', (_, text) => {
    expect(body(markdown(`# Reservoir opens\n\n${text}`))).toBe('<p>The council.</p>');
  });
});

describe('the body of an edition', () => {
  test('has no second h1: the headline is the page’s', () => {
    expect(body(markdown('# Head\n\nText.\n\n# Part\n\nText.\n\n## Detail\n\nText.'))).toBe(
      '<p>Text.</p><h2>Part</h2><p>Text.</p><h2>Detail</h2><p>Text.</p>',
    );
  });

  test('counts quotes as paragraphs, and headings and lists not', () => {
    expect(paragraphs(markdown('# Head\n\nText.\n\n## Part\n\n- a\n- b\n\n> Said.\n\nText.'))).toBe(3);
  });
});

describe('the summary', () => {
  test('is the lead, cut at a word where it is longer than 300 characters', () => {
    const { summary } = plain('Head', 'reservoirs '.repeat(60).trim());

    expect(summary.length).toBeLessThanOrEqual(301);
    expect(summary).toMatch(/reservoirs…$/);
  });

  test('of a language without spaces is cut between words too', () => {
    const blocks = plainBlocks(`見出し\n\n${'水道局は今日発表しました。'.repeat(40)}`, 1);
    const { summary } = made(edition({ language: 'ja', blocks }));

    expect(summary.length).toBeGreaterThan(280);
    expect(summary).toMatch(/…$/);
  });

  test('splits no character', () => {
    expect(plain('Head', '😀'.repeat(200)).summary.isWellFormed()).toBe(true);
  });
});

describe('a headline without a body', () => {
  test('goes out alone, with a warning that names its line', () => {
    const understood = edition({ language: 'ar', blocks: plainBlocks('افتتاح الخزان الجديد', 7) });

    expect(understood).toMatchObject({
      line: 7,
      problems: [{ level: 'warning', code: 'no-body', line: 7 }],
      edition: { headline: 'افتتاح الخزان الجديد', summary: 'افتتاح الخزان الجديد', body: { children: [] } },
    });
    expect(understood.problems[0]?.message).toContain('العربية (ar, rtl) is a headline without a body (line 7)');
  });

  test('keeps its subheadline and its dateline', () => {
    const text = 'Reservoir opens\n\nTwelve parishes get water\n\n9 March 2026, Glenmore';
    const understood = edition({ language: 'en', blocks: plainBlocks(text, 1) });

    expect(understood).toMatchObject({
      problems: [{ level: 'warning', code: 'no-body', line: 1 }],
      edition: {
        headline: 'Reservoir opens',
        dateline: { date: '2026-03-09', place: 'Glenmore' },
        summary: 'Twelve parishes get water',
        body: { children: [] },
      },
    });
  });

  test('has no body either where only a heading stands below it', () => {
    const { problems } = edition({ language: 'en', blocks: markdownBlocks('# Reservoir opens\n\n## Contacts', 1) });

    expect(problems).toMatchObject([{ level: 'warning', code: 'no-body' }]);
  });

  test.each([
    ['a list', '# Reservoir opens\n\n- Twelve parishes\n- get water', /Twelve parishes/],
    ['a quote', '# Reservoir opens\n\n> At last.', /^At last\.$/],
    ['a picture', '# Reservoir opens\n\n![](https://x.example/a.png)', /^Reservoir opens$/],
  ])('is another thing than a body of %s', (_, text, expected) => {
    const understood = edition({ language: 'en', blocks: markdownBlocks(text, 1) });

    expect(understood.problems).toEqual([]);
    expect(made(understood).summary).toMatch(expected);
  });
});

describe('a body without a headline', () => {
  const refused = (text: string, language = 'en') => {
    const understood = edition({ language, blocks: plainBlocks(text, 4) });
    expect(understood.edition).toBeNull();
    return understood;
  };

  test('is refused: a picture only', () => {
    const blocks = markdownBlocks('![](https://x.example/a.png)', 4);
    const understood = edition({ language: 'en', blocks });

    expect(understood).toMatchObject({ edition: null, line: 4, problems: [{ code: 'no-headline', line: 4 }] });
  });

  test.each([
    ['a dateline', 'en', `9 March 2026, Glenmore\n\n${lead}\n\nMore.`],
    ['a dateline alone', 'en', '9 March 2026, Glenmore'],
    ['a lead with its dateline', 'en', `GLENMORE, 9 March 2026 – ${lead}\n\nMore.`],
    ['a lead that ends in a quotation', 'en', 'GLENMORE, 9 March 2026 – “We opened it today,” they said, “at last.”'],
    [
      'an Arabic lead with its dateline',
      'ar',
      '١٥ شباط / فبراير ٢٠٢١ ، نابولي – افتتح المجلس الخزان اليوم.\n\nثم المزيد.',
    ],
    ['a Japanese lead with its dateline', 'ja', '【石瀬、2026年4月15日】水道局は今日発表しました。\n\n続き。'],
  ])('is refused where it begins with %s', (_, language, text) => {
    const { problems } = refused(text, language);

    expect(problems).toMatchObject([{ level: 'error', code: 'no-headline', line: 4 }]);
    expect(problems[0]?.message).toMatch(/begins with its dateline \(line 4\) and has no headline/);
  });
});

describe('a headline near a date', () => {
  test('may stand below its dateline', () => {
    const one = plain('9 March 2026, Glenmore', 'Reservoir opens', lead);

    expect(one).toMatchObject({ headline: 'Reservoir opens', dateline: { place: 'Glenmore' }, summary: lead });
  });

  test('may begin with the day', () => {
    expect(plain('9 March 2026: Reservoir opens', lead).headline).toBe('9 March 2026: Reservoir opens');
  });

  test('may be a dateline where it is marked as the title', () => {
    expect(markdown(`# Glenmore, 9 March 2026\n\n${lead}`).headline).toBe('Glenmore, 9 March 2026');
  });
});

describe('a headline that looks like a paragraph', () => {
  const of = (text: string, language = 'en') =>
    edition({ language, blocks: plainBlocks(`${text}\n\n${lead}`, 3) }).problems;
  const words = (count: number) => 'water '.repeat(Math.ceil(count / 6)).slice(0, count - 2);

  test('is taken, with a warning', () => {
    expect(of(`${words(260)}r.`)).toEqual([
      {
        level: 'warning',
        code: 'headline-doubtful',
        message:
          'The text in English (en, ltr) begins with what looks like a paragraph (line 3); it was taken as the headline.',
        line: 3,
      },
    ]);
  });

  test.each([
    ['two sentences', 'en', `The council opened the reservoir today. ${words(180)}r.`],
    ['two sentences in quotes', 'en', `“The council opened the reservoir today.” ${words(180)}r.`],
    ['two Hindi sentences', 'hi', `${'जल परिषद ने आज बाँध खोला '.repeat(5)}है। ${'जल परिषद ने आज बाँध खोला '.repeat(5)}है।`],
    [
      'two Urdu sentences',
      'ur',
      `${'کونسل نے آج نیا ذخیرہ کھولا '.repeat(4)}ہے۔ ${'کونسل نے آج نیا ذخیرہ کھولا '.repeat(4)}ہے۔`,
    ],
    ['Chinese sentences', 'zh-Hans', '水务局今天宣布新水库开放。'.repeat(6)],
  ])('is doubted: %s', (_, language, text) => {
    expect(of(text, language)).toMatchObject([{ code: 'headline-doubtful', line: 3 }]);
  });

  test.each([
    ['a long one without a full stop', 'en', words(390)],
    ['one sentence of 240 characters', 'en', `${words(240)}r.`],
    ['abbreviations', 'en', `Mr. Ban and H.E. Hon. Migliore ${words(200)}r.`],
    ['two short sentences', 'en', 'The reservoir opens. Twelve parishes get water.'],
    ['a Chinese sentence', 'zh-Hans', '水务局今天宣布新水库开放。'],
  ])('is not doubted: %s', (_, language, text) => {
    expect(of(text, language)).toEqual([]);
  });

  test('is not doubted where it is marked as the title, or stands alone', () => {
    const long = `${words(260)}r.`;

    expect(edition({ language: 'en', blocks: markdownBlocks(`# ${long}\n\n${lead}`, 1) }).problems).toEqual([]);
    expect(edition({ language: 'en', blocks: plainBlocks(long, 1) }).problems).toMatchObject([{ code: 'no-body' }]);
  });
});
