// The stories laid out as press offices do: stacked, one after another, in another order, with what stands around.
import { bridge, library, type Story } from './stories.ts';

export type Laid = { name: string; text: string; expected: Expected[] };
export type Expected = { language: string; headline: string; date: string; paragraphs: number };

export const storyIn = (stories: Story[], language: string): Story => {
  const found = stories.find((one) => one.language === language);
  if (!found) throw new Error(`There is no story in ${language}.`);
  return found;
};

const tags = (languages: string): string[] => languages.split(' ');

const ownLine = ({ dateline, body }: Story): string[] => [dateline, ...body];
const runIn = ({ dateline, body: [lead = '', ...rest] }: Story): string[] => [`${dateline}${lead}`, ...rest];
const bodyOf = (story: Story): string[] => (bridge.includes(story) ? runIn(story) : ownLine(story));

const expect = ({ language, headline, date, body }: Story, more = 0): Expected => ({
  ...{ language, headline, date, paragraphs: body.length + more },
});

/** Headlines first, then the bodies, which may come in another order. */
function stacked(name: string, stories: Story[], heads: string, bodies = heads): Laid {
  const [titled, told] = [heads, bodies].map((all) => tags(all).map((language) => storyIn(stories, language)));
  const blocks = [...(titled ?? []).map(({ headline }) => headline), ...(told ?? []).flatMap(bodyOf)];
  return { name, text: blocks.join('\n\n'), expected: (titled ?? []).map((one) => expect(one)) };
}

type Around = { above?: Record<string, string[]>; below?: Record<string, string[]>; between?: string };

/** One language after another. */
function inSequence(name: string, stories: Story[], languages: string, { above, below, between }: Around = {}): Laid {
  const told = tags(languages).map((language) => storyIn(stories, language));
  const parts = told.map((one) =>
    [...(above?.[one.language] ?? []), one.headline, ...bodyOf(one), ...(below?.[one.language] ?? [])].join('\n\n'),
  );
  const kept = (language: string) => (below?.[language] ?? []).filter((line) => !marks.has(line)).length;
  return {
    name,
    text: parts.join(between === undefined ? '\n\n\n' : `\n\n${between}\n\n`),
    expected: told.map((one) => expect(one, kept(one.language))),
  };
}

const marks = new Set([
  '###',
  '-30-',
  '-ENDS-',
  '– Ende –',
  '* * *',
  '以上',
  '（完）',
  '끝.',
  '–انتهى–',
  '- FIN -',
  'SON',
]);

const alone = (stories: Story[], name: string): Laid[] =>
  stories.map((one) => inSequence(`${name} in ${one.language} alone`, stories, one.language));

const unitedNations = 'en fr ar es ru zh-Hans';
const every = library.map(({ language }) => language).join(' ');

const released = {
  en: ['FOR IMMEDIATE RELEASE'],
  fr: ['POUR DIFFUSION IMMÉDIATE'],
  ar: ['للنشر الفوري'],
  es: ['PARA PUBLICACIÓN INMEDIATA'],
  de: ['Zur sofortigen Veröffentlichung'],
  ru: ['ДЛЯ НЕМЕДЛЕННОГО ОПУБЛИКОВАНИЯ'],
  ja: ['報道関係者各位'],
  'zh-Hant': ['即時發佈'],
  ko: ['보도자료'],
  tr: ['BASIN BÜLTENİ'],
};

const closed = {
  en: ['###', 'Media contacts', 'Ada Fenwick, +44 20 7946 0000, press@marshhaven.example'],
  fr: ['- FIN -', 'Contacts presse', 'Ada Fenwick, presse@port-marais.example'],
  de: ['– Ende –', 'Pressekontakt', 'Ada Fenwick, presse@moorhafen.example'],
  ar: ['–انتهى–', 'للتواصل', 'press@marshhaven.example'],
  es: ['* * *', 'Contacto de prensa', 'Ada Fenwick, prensa@marisma.example'],
  ja: ['以上', 'お問い合わせ先', 'press@numaminato.example'],
  'zh-Hant': ['（完）', '媒體聯絡人', 'press@zhaozegang.example'],
  ko: ['끝.', '문의처', 'press@neuphang.example'],
  tr: ['SON', 'İletişim', 'basin@bataklik.example'],
};

/** A sentence in French amid the English text, as it was said. */
const quotation: Laid = (() => {
  const story = storyIn(library, 'en');
  const said =
    '« La nuit, une ville lit autrement que le jour », a écrit le poète Armand Vasseur dans une lettre au conseil.';
  const [lead = '', quote = '', end = ''] = story.body;
  return {
    name: 'a quotation in another language',
    text: [story.headline, story.dateline, lead, said, quote, end].join('\n\n'),
    expected: [expect(story, 1)],
  };
})();

const subheadlines: Laid = (() => {
  const [english, german] = [storyIn(library, 'en'), storyIn(library, 'de')];
  const parts = [
    [english.headline, 'A trial until autumn', ...bodyOf(english)],
    [german.headline, 'Versuch bis zum Herbst', ...bodyOf(german)],
  ];
  return { name: 'subheadlines', text: parts.flat().join('\n\n'), expected: [expect(english), expect(german)] };
})();

export const layouts: Laid[] = [
  ...alone(library, 'the library'),
  ...alone(bridge, 'the bridge'),
  stacked('the six UN languages, stacked', library, unitedNations),
  stacked('the six UN languages, stacked, short', bridge, unitedNations),
  stacked('the six UN languages, bodies in another order', library, unitedNations, 'ru zh-Hans en es ar fr'),
  inSequence('the six UN languages, one after another', library, unitedNations),
  inSequence('the six UN languages, one after another, short', bridge, unitedNations),
  stacked('es/pt/it/fr', library, 'es pt it fr'),
  stacked('es/pt/it/fr, short', bridge, 'es pt it fr'),
  stacked('es/pt/it/fr, bodies in another order', library, 'es pt it fr', 'fr it es pt'),
  inSequence('es/pt/it/fr, one after another, short', bridge, 'es pt it fr'),
  stacked('de/nl/sv/da', library, 'de nl sv da'),
  stacked('de/nl/sv/da, short', bridge, 'de nl sv da'),
  stacked('de/nl/sv/da, bodies in another order', library, 'de nl sv da', 'da sv nl de'),
  inSequence('de/nl/sv/da, one after another', library, 'sv da de nl'),
  inSequence('de/nl/sv/da, one after another, short', bridge, 'de nl sv da'),
  stacked('ru/uk', library, 'ru uk'),
  stacked('ru/uk, short', bridge, 'uk ru'),
  inSequence('ru/uk, one after another, short', bridge, 'ru uk'),
  stacked('Chinese, Japanese and Korean', library, 'zh-Hans zh-Hant ja ko'),
  stacked('Chinese, Japanese and Korean, short', bridge, 'zh-Hans zh-Hant ja ko'),
  stacked(
    'Chinese, Japanese and Korean, bodies in another order',
    library,
    'ko ja zh-Hant zh-Hans',
    'zh-Hans zh-Hant ko ja',
  ),
  inSequence('Chinese, Japanese and Korean, one after another, short', bridge, 'zh-Hans zh-Hant ja ko'),
  stacked('fa/ar/ur', library, 'fa ar ur'),
  stacked('fa/ar/ur, short', bridge, 'fa ar ur'),
  inSequence('fa/ar/ur, one after another', library, 'ur fa ar'),
  inSequence('fa/ar/ur, one after another, short', bridge, 'fa ar ur'),
  stacked('he and en', library, 'he en'),
  inSequence('he and en, one after another, short', bridge, 'he en'),
  stacked('hi and en', library, 'hi en', 'en hi'),
  inSequence('hi and en, one after another', bridge, 'hi en'),
  stacked('tr and de', library, 'tr de'),
  stacked('tr and de, short', bridge, 'tr de'),
  stacked('id and en', library, 'id en'),
  inSequence('id and en, one after another', bridge, 'id en'),
  stacked('every language', library, every),
  stacked('every language, bodies in another order', library, every, tags(every).toReversed().join(' ')),
  inSequence('every language, one after another', library, every),
  inSequence('every language, one after another, short', bridge, every),
  inSequence('release lines, end marks and contacts', library, 'en fr de ar es', { above: released, below: closed }),
  inSequence('release lines and end marks of the East', library, 'ja zh-Hant ko tr', {
    above: released,
    below: closed,
  }),
  inSequence('rules between', bridge, 'en fr de', { between: '* * *' }),
  quotation,
  subheadlines,
];
