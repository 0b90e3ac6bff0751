import { describe, expect, test } from 'vitest';
import type { Block } from '../../../functions/ingest/blocks.ts';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { languageOf } from '../../../functions/ingest/language-of.ts';
import { markdownBlocks } from '../../../functions/ingest/markdown.ts';
import { runs } from '../../../functions/ingest/runs.ts';
import { highlands } from '../../templates/samples.ts';

const english = 'The council raised the flood alert for the lower valley after nine days of heavy rain.';
const french = 'Le conseil a relevé l’alerte aux crues dans la basse vallée après neuf jours de fortes pluies.';
const arabic = 'رفع المجلس مستوى الإنذار من الفيضانات في الوادي بعد تسعة أيام من الأمطار الغزيرة.';
const languages = ['en', 'fr', 'ar', 'he'];

describe('the language of a text', () => {
  test.each([
    ['en', english],
    ['fr', french],
    ['ar', arabic],
    ['ar', `${arabic} (UNOCT, OSCE PA)`],
    ['he', 'המועצה העלתה את רמת ההתרעה מפני שיטפונות בעמק התחתון אחרי תשעה ימי גשם.'],
  ])('is %s: %s', (language, text) => {
    expect(languageOf(text, languages)).toEqual({ language, sure: true });
  });

  test.each([
    ['zh-Hans', '理事会在连续九天强降雨之后提高了下游河谷地区的洪水预警级别'],
    ['ja', '理事会は九日間の大雨のあと、下流の谷に対する洪水警報を引き上げました'],
    ['ko', '위원회는 아흐레 동안 이어진 폭우 뒤에 하류 계곡의 홍수 경보를 올렸습니다'],
    ['zh-Hant', '理事會在連續九天強降雨之後提高了下游河谷地區的洪水預警級別'],
  ])('of its own script is sure: %s', (language, text) => {
    expect(languageOf(text, ['en', language])).toEqual({ language, sure: true });
  });

  test.each([
    ['acronyms', 'PAM – UNOCT'],
    ['a dateline', '15 February 2021, Naples'],
    ['a marker', '###'],
    ['a script that the newsroom does not write', 'Совет поднял уровень тревоги после девяти дней дождя'],
  ])('is not told from %s', (_, text) => {
    expect(languageOf(text, languages)).toBeNull();
  });

  test.each([
    ['zh-Hans', '中国国家主席出席会议'],
    ['zh-Hant', '中國國家主席出席會議'],
    ['zh-Hans', '世界卫生组织UNESCO发布WHO报告'],
    ['ja', '東京都、新庁舎の完成を発表'],
    ['ja', '国際会議開催決定'],
    ['ar', 'قال الوزير إن الاجتماع كان مثمرا'],
    ['ur', 'وزیر نے کہا کہ اجلاس کامیاب رہا'],
    ['fa', 'وزیر گفت که گفتگوها سودمند بوده است'],
    // As Windows-1256 has it, which lacks the Persian yeh.
    ['fa', 'رئيس جمهوري در تهران با وزير خارجه ديدار كرد و گفت همكاري گسترش مي‌يابد'],
    ['uk', 'Голова ради відкрила новий парк'],
    ['ru', 'Председатель совета открыла новый парк'],
    ['id', 'Presiden menerima delegasi dari desa-desa di istana negara'],
    ['tr', 'Başkan heyeti sarayda kabul etti'],
    ['da', 'Ministeren mødte formanden på rådhuset'],
    ['sv', 'Ministern träffade ordföranden i rådhuset'],
  ])('among all of the newsroom is %s: %s', (language, text) => {
    expect(languageOf(text, highlands.languages)).toEqual({ language, sure: true });
  });

  test("is one of the newsroom's, whatever a detector would say of all languages", () => {
    expect(languageOf('Das Wetter wird morgen wieder besser in allen Tälern', ['ar', 'nl'])?.language).toBe('nl');
  });

  test('does not depend on what was asked before', () => {
    languageOf(french, ['fr', 'es']);

    expect(languageOf(english, languages)).toEqual({ language: 'en', sure: true });
  });
});

describe('the runs of a text', () => {
  const blocks = (...texts: string[]): Block[] => plainBlocks(texts.join('\n\n'), 1);
  const shape = (found: ReturnType<typeof runs>) =>
    found.runs.map((run) => [run.language, run.blocks.map(({ text }) => text)]);

  test('gather each language, in order of first appearance', () => {
    expect(shape(runs(blocks(french, arabic, english, french, arabic), languages))).toEqual([
      ['fr', [french, french]],
      ['ar', [arabic, arabic]],
      ['en', [english]],
    ]);
  });

  test('take what is too short to tell with what it leads to, and leave out release lines and end marks', () => {
    expect(shape(runs(blocks(english, '###', 'Inondations', french, '-30-'), languages))).toEqual([
      ['en', [english]],
      ['fr', ['Inondations', french]],
    ]);
  });

  test('take contacts with what they follow', () => {
    const contacts = ['Media contacts', 'Ada Fenwick', 'press@marshhaven.example'];

    expect(shape(runs(blocks(english, ...contacts, 'Inondations', french), languages))).toEqual([
      ['en', [english, ...contacts]],
      ['fr', ['Inondations', french]],
    ]);
  });

  test('take a paragraph of foreign names with the text around it, and say so', () => {
    const names =
      'Zu Gast waren John Smith (University of Oxford), Maria da Silva (Universidade de Lisboa) und Pierre Dupont.';
    const german = 'Der Rat hat die Hochwasserwarnung nach neun Tagen mit starkem Regen angehoben.';
    const found = runs(blocks('Warnung', german, names, german), highlands.languages);

    expect(shape(found)).toEqual([['de', ['Warnung', german, names, german]]]);
    expect(found.problems).toMatchObject([{ level: 'warning', code: 'language-uncertain', line: 5 }]);
  });

  test('believe what a block says of itself', () => {
    const marked = blocks(english, french).map((block) => ({ ...block, language: 'it' }));

    expect(shape(runs([...marked, ...blocks(english)], languages))).toEqual([
      ['it', [english, french]],
      ['en', [english]],
    ]);
    expect(shape(runs(marked, ['en']))).toEqual([['it', [english, french]]]);
  });

  test('lose headings without text, and rules at the edges only', () => {
    const marked = markdownBlocks(`# ${english}\n\n---\n\nMore of it.\n\n###\n\n* * *`, 1);

    expect(shape(runs(marked, ['en']))).toEqual([['en', [english, '', 'More of it.']]]);
  });

  test('are one where the release names one language', () => {
    expect(shape(runs(blocks(english, arabic, 'UNOCT'), ['fr']))).toEqual([['fr', [english, arabic, 'UNOCT']]]);
  });

  test("are none in a language that is not the newsroom's, which is an error that names them", () => {
    const { runs: found, problems } = runs(blocks('Совет поднял уровень тревоги после девяти дней дождя'), languages);

    expect(found).toEqual([]);
    expect(problems).toMatchObject([{ level: 'error', code: 'language' }]);
    expect(problems[0]?.message).toContain('en, fr, ar, he');
  });

  test('that hold a guess come with a warning for its line', () => {
    const unsure = 'Festival internacional de Santiago';
    const text = blocks('El consejo elevó la alerta por crecidas en el valle después de nueve días de lluvia.', unsure);
    const { problems } = runs(text, ['es', 'pt', 'gl']);

    expect(languageOf(unsure, ['es', 'pt', 'gl'])?.sure).toBe(false);
    expect(problems).toMatchObject([{ level: 'warning', code: 'language-uncertain', line: 3 }]);
  });
});
