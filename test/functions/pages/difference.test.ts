import fc from 'fast-check';
import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { difference } from '../../../functions/pages/difference.ts';
import { texts } from '../../../templates/texts.ts';
import { processorTime } from '../../processor-time.ts';
import { anEdition, highlands, hostile } from '../../templates/samples.ts';

const edition = (language: string, ...body: (string | ElementContent)[]) =>
  anEdition({
    language,
    body: { type: 'root', children: body.map((block) => (typeof block === 'string' ? h('p', block) : block)) },
  });

const shown = (before: ReturnType<typeof edition>, after: ReturnType<typeof edition>) =>
  toHtml(difference(before, after, texts(after.language, highlands)));

const paragraph = (language: string, before: string, after: string) =>
  shown(edition(language, before), edition(language, after));

const MARKUP = '<p class="note">Links, pictures or formatting changed.</p>';

describe('within a paragraph', () => {
  test('only the words that changed are marked', () => {
    expect(paragraph('en', 'Work begins on Monday at noon.', 'Work begins on Tuesday at noon.')).toBe(
      '<p>Work begins on <del>Monday</del> <ins>Tuesday</ins> at noon.</p>',
    );
  });

  test('words that came or went alone leave the spaces unmarked', () => {
    expect(paragraph('en', 'The dam is open to all today.', 'The new dam is open today.')).toBe(
      '<p>The <ins>new</ins> dam is open <del>to all</del> today.</p>',
    );
  });

  test('changed words with only spaces and signs between them are one phrase', () => {
    expect(paragraph('en', 'We thank Anna Berg, mayor of the town.', 'We thank Ole Lund; mayor of the town.')).toBe(
      '<p>We thank <del>Anna Berg,</del> <ins>Ole Lund;</ins> mayor of the town.</p>',
    );
  });

  test('a small word between two rewritten phrases goes with them', () => {
    const before = 'The council met the mayor in the old town hall of Upper Glenmore, and the vote was held there.';
    const after = 'The council met the mayor in a brand new annex of Lower Kinross, and the vote was held there.';

    expect(paragraph('en', before, after)).toContain(
      'in <del>the old town hall of Upper Glenmore</del> <ins>a brand new annex of Lower Kinross</ins>, and',
    );
  });

  test('a long paragraph is cut to a dozen words around each change', () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`);
    const changed = words.map((word, index) => (index === 30 ? 'other' : word));
    const around = (from: number, to: number) => words.slice(from, to).join(' ');

    expect(paragraph('en', words.join(' '), changed.join(' '))).toBe(
      `<p>… ${around(18, 30)} <del>word30</del> <ins>other</ins> ${around(31, 43)} …</p>`,
    );
  });

  test('two distant changes keep an ellipsis between them, and near ones all words', () => {
    const text = (length: number) => ['first', ...Array.from({ length }, (_, index) => `w${index}`), 'last'];
    const change = (words: string[]) => words.with(0, 'erste').with(-1, 'letzte').join(' ');

    expect(paragraph('en', text(40).join(' '), change(text(40)))).toContain('</ins> w0 w1 w2');
    expect(paragraph('en', text(40).join(' '), change(text(40)))).toContain('w11 … w28');
    expect(paragraph('en', text(26).join(' '), change(text(26)))).not.toContain('…');
  });

  test.each([
    ['zh', '水库将于周一开放,欢迎参观。', '水库将于周二开放,欢迎参观。', '周一', '周二'],
    ['ja', '貯水池は月曜日に開放されます。', '貯水池は火曜日に開放されます。', '月曜日', '火曜日'],
    ['th', 'อ่างเก็บน้ำจะเปิดวันจันทร์ที่จะถึงนี้', 'อ่างเก็บน้ำจะเปิดวันอังคารที่จะถึงนี้', 'จันทร์', 'อังคาร'],
  ])('%s, which writes no spaces, is compared by words', (language, before, after, went, came) => {
    const html = paragraph(language, before, after);

    expect(html).toMatch(new RegExp(`<del>[^<]*${went}</del> <ins>[^<]*${came}</ins>`));
    expect(html.match(/<del>([^<]*)/)?.[1]?.length).toBeLessThan(before.length / 2);
  });

  test.each([
    ['ar', 'عُقد اجتماعًا في نيويورك اليوم', 'عُقد اجتماعا في نيويورك اليوم', 'اجتماعًا', 'اجتماعا'],
    [
      'ar',
      'دعت السلطة الفلسطينية إلى الحوار',
      'دعت الجمعية البرلمانية إلى الحوار',
      'السلطة الفلسطينية',
      'الجمعية البرلمانية',
    ],
    ['he', 'המאגר נפתח ב־2026 לציבור הרחב', 'המאגר נפתח ב־2027 לציבור הרחב', 'ב־2026', 'ב־2027'],
    ['he', 'דברי שָׁלוֹם נאמרו בטקס היום', 'דברי שָׁלוּם נאמרו בטקס היום', 'שָׁלוֹם', 'שָׁלוּם'],
    ['hi', 'जलाशय सोमवार को खुला है', 'जलाशय सोमवारी को खुला है', 'सोमवार', 'सोमवारी'],
    ['fr', 'Le taux atteint 5% dès l’été prochain', 'Le taux atteint 7% dès l’hiver prochain', '5%', '7%'],
    ['fr', 'Il ouvre dès l’été prochain', 'Il ouvre dès l’hiver prochain', 'l’été', 'l’hiver'],
    ['en', 'It will cost €1,500 in all', 'It will cost €1,600 in all', '€1,500', '€1,600'],
  ])('%s: no word loses a letter, mark or sign (%s)', (language, before, after, went, came) => {
    expect(paragraph(language, before, after)).toContain(`<del>${went}</del> <ins>${came}</ins>`);
  });

  test('hostile text stays text', () => {
    expect(paragraph('en', `We say ${hostile} here`, `We say ${hostile} there`)).not.toContain('<script');
  });
});

describe('between paragraphs', () => {
  const [one, two, three] = ['The first stays as it is.', 'The second one is about fish.', 'The money is all there.'];

  test('what did not change is not shown', () => {
    expect(shown(edition('en', one, two), edition('en', one, two))).toBe('');
    expect(shown(edition('en', one, two), edition('en', one, three))).not.toContain('stays');
  });

  test('one that was added or removed is marked whole', () => {
    expect(shown(edition('en', one, two), edition('en', one, two, three))).toBe(`<p><ins>${three}</ins></p>`);
    expect(shown(edition('en', one, two, three), edition('en', one, three))).toBe(`<p><del>${two}</del></p>`);
  });

  test('one that shares too few words is another paragraph', () => {
    expect(shown(edition('en', one, two), edition('en', one, three))).toBe(
      `<p><del>${two}</del></p><p><ins>${three}</ins></p>`,
    );
  });

  test('one that was rewritten is found beside one that was added', () => {
    const html = shown(edition('en', one, two), edition('en', one, three, 'The second one is about birds.'));

    expect(html).toBe(`<p><ins>${three}</ins></p><p>The second one is about <del>fish</del> <ins>birds</ins>.</p>`);
  });

  test('headline, subheadline and dateline are compared with their like', () => {
    const before = anEdition({ headline: 'Reservoir opens on Monday', subheadline: 'A long way' });
    const dateline = { text: '10 March 2026, Upper Glenmore', date: '2026-03-10', place: 'Upper Glenmore' };
    const after = anEdition({ headline: 'Reservoir opens on Tuesday', dateline });

    expect(shown(before, after)).toBe(
      '<p>Reservoir opens on <del>Monday</del> <ins>Tuesday</ins></p>' +
        '<p><del>A long way</del></p>' +
        '<p><del>9</del> <ins>10</ins> March 2026, Upper Glenmore</p>',
    );
  });

  test('lists are compared by item, and quotations by paragraph', () => {
    const list = (...items: string[]) =>
      h(
        'ul',
        items.map((item) => h('li', item)),
      );
    const quote = (...lines: string[]) =>
      h(
        'blockquote',
        lines.map((line) => h('p', line)),
      );

    expect(shown(edition('en', list('Fish', 'Birds')), edition('en', list('Fish', 'Bees', 'Birds')))).toBe(
      '<p><ins>Bees</ins></p>',
    );
    expect(shown(edition('en', quote(one, two)), edition('en', quote(one)))).toBe(`<p><del>${two}</del></p>`);
  });
});

describe('markup', () => {
  const linked = (href: string, words = 'here') =>
    h('p', ['Read more ', h('a', { href }, words), ' today, all of you.']);

  test('that changed while the text did not is said in one line', () => {
    const before = edition('en', linked('https://a.example'), 'One two');
    const after = edition('en', linked('https://b.example'), h('p', ['One ', h('strong', 'two')]));

    expect(shown(before, after)).toBe(MARKUP);
  });

  test('is said of a link in a paragraph that was rewritten too', () => {
    const before = edition('en', linked('https://a.example'));

    expect(shown(before, edition('en', linked('https://b.example', 'there')))).toContain(MARKUP);
    expect(shown(before, edition('en', linked('https://a.example', 'there')))).not.toContain(MARKUP);
  });

  test('that was only wrapped elsewhere is no change', () => {
    expect(paragraph('en', 'One\ntwo three', 'One two\nthree')).toBe('');
  });

  test('a picture is shown by its alternative text', () => {
    expect(shown(edition('en', 'One'), edition('en', 'One', h('p', h('img', { src: 'x', alt: 'The dam' }))))).toBe(
      '<p><ins>The dam</ins></p>',
    );
  });

  test('is told in the language that lends the interface its texts', () => {
    expect(shown(edition('sw', 'Moja'), edition('sw', h('p', h('em', 'Moja'))))).toMatch(
      /^<p lang="\w+" dir="\w+" class="note">/,
    );
  });
});

describe('of any size', () => {
  const many = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word} ${index}`);

  test.each([
    [
      'one paragraph of a megabyte',
      edition('en', many('ab', 125_000).join(' ')),
      edition('en', many('cd', 125_000).join(' ')),
    ],
    ['many paragraphs', edition('en', ...many('alpha', 20_000)), edition('en', ...many('beta', 20_000))],
  ])('%s is dealt with in time, by a sentence', (_, before, after) => {
    const start = processorTime();

    expect(shown(before, after)).toBe('<p class="note">The changes are too extensive to be shown here.</p>');
    expect(processorTime() - start).toBeLessThan(4000);
  });

  test('one word in a long release of many paragraphs is found', () => {
    const lines = many('Paragraph number', 20_000);

    expect(shown(edition('en', ...lines), edition('en', ...lines.with(777, 'Paragraph numero 777')))).toBe(
      '<p>Paragraph <del>number</del> <ins>numero</ins> 777</p>',
    );
  });

  test('a paragraph with hundreds of changes is shown before and after', () => {
    const html = paragraph(
      'en',
      many('common', 1500).join(' '),
      many('common', 1500)
        .map((one) => `${one}x`)
        .join(' '),
    );
    expect(html.match(/<del>/g)).toHaveLength(1);
  });
});

test('without what came it is the old text, without what went the new', () => {
  const word = fc.constantFrom('dam', 'water', 'הסכר', 'السدّ', '水', 'opens', ',', '.', '“', '5%', 'é');
  const line = fc.array(word, { minLength: 1, maxLength: 10 }).map((words) => words.join(' '));
  const lines = fc.array(line, { maxLength: 6 });
  const letters = (text: string) => text.replace(/\s+/g, '');
  const side = (passages: ElementContent[], dropped: string) =>
    passages
      .map((node) =>
        node.type === 'element'
          ? letters(
              toText(
                h(
                  'p',
                  node.children.filter((child) => child.type !== 'element' || child.tagName !== dropped),
                ),
              ),
            )
          : '',
      )
      .filter(Boolean);

  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const passages = difference(edition('en', ...before), edition('en', ...after), texts('en', highlands));
      const [old, now] = [side(passages, 'ins'), side(passages, 'del')];

      expect(before.map(letters)).toEqual(expect.arrayContaining(old));
      expect(after.map(letters)).toEqual(expect.arrayContaining(now));
      expect(now.length - old.length).toBe(after.length - before.length);
    }),
  );
});
