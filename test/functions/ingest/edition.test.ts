import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { type Edition, paragraphs } from '../../../functions/core/release.ts';
import { markdownBlocks, plainBlocks } from '../../../functions/ingest/blocks.ts';
import { edition } from '../../../functions/ingest/edition.ts';

const lead = 'The council opened the reservoir today.';

function made(understood: ReturnType<typeof edition>): Edition {
  if ('edition' in understood) return understood.edition;
  throw new Error(understood.problem.message);
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

describe('what is no edition', () => {
  test('a headline without a body is refused with its line', () => {
    const understood = edition({ language: 'ar', blocks: plainBlocks('افتتاح الخزان الجديد', 7) });

    expect(understood).toMatchObject({ problem: { level: 'error', code: 'no-body', line: 7 } });
    expect('problem' in understood && understood.problem.message).toContain('العربية');
  });

  test('a headline with a dateline only is refused too', () => {
    const understood = edition({ language: 'en', blocks: plainBlocks('Reservoir opens\n\n9 March 2026, Glenmore', 1) });

    expect(understood).toMatchObject({ problem: { code: 'no-body', line: 1 } });
  });

  test('a text of a picture only has no headline', () => {
    const blocks = markdownBlocks('![](https://x.example/a.png)', 4);

    expect(edition({ language: 'en', blocks })).toMatchObject({ problem: { code: 'no-headline', line: 4 } });
  });
});
