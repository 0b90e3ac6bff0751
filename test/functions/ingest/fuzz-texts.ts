// Texts as somebody might write them who wants to see the reader fall: every part of a release, and what hides in it.
import fc from 'fast-check';

const sentences = [
  'The council said on Monday that the reservoir holds enough water for the summer.',
  'Le conseil a annoncé lundi que le réservoir contient assez d’eau pour l’été.',
  'أعلن المجلس يوم الاثنين أن الخزان يحتوي على ما يكفي من المياه لفصل الصيف.',
  'El consejo anunció el lunes que el embalse tiene agua suficiente para el verano.',
  'Совет сообщил в понедельник, что воды в водохранилище хватит на всё лето.',
  '委员会周一表示，水库的水足够整个夏天使用。',
  '評議会は月曜日、貯水池の水は夏の間十分であると発表した。',
  '의회는 월요일 저수지의 물이 여름 동안 충분하다고 밝혔다.',
  'המועצה הודיעה ביום שני כי המים במאגר יספיקו לכל הקיץ.',
  'परिषद ने सोमवार को कहा कि जलाशय में गर्मियों के लिए पर्याप्त पानी है।',
];
const datelines = [
  ...[
    '16 March 2026, Upper Glenmore',
    'Genève, le 3 mars 2026 –',
    '15 شباط / فبراير 2021 ، نيويورك –',
    '令和8年3月16日',
  ],
  ...['١٥ فبراير ٢٠٢٦', '31.02.2026', '99/99/9999', '2026-13-45'],
];
const cues = [
  'FOR IMMEDIATE RELEASE',
  'EMBARGO 12:00',
  '###',
  '-30-',
  'About us',
  'À propos',
  'Contacts',
  '***',
  '---',
  '___',
];
const nasty = [
  ...['\u0000', '\u0001', '\u0008', '\u000B', '\u000C', '\u001B[31m', '\u007F', '\u0085', '\u009F', '\uD800', '\uDC00'],
  ...[
    '\uFFFE',
    '\uFFFF',
    '\uFFFD',
    '\uFEFF',
    '\u200B',
    '\u200F',
    '\u202A',
    '\u202E',
    '\u2066',
    '\u2069',
    '\u2028',
    '\u2029',
  ],
  ...['\u00A0', '\u00AD', '\u0301\u0316', '\u{1F468}\u200D\u{1F469}', '\u{E0001}', '\u{10FFFF}', '\u3000', '\r', '\t'],
];
const page = [
  ...['<script>alert(1)</script>', '<style>p{}</style>', '<p onclick="alert(1)">x</p>', '<img src=x onerror=alert(1)>'],
  ...[
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvA\tscript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
  ],
  ...[
    '<iframe src="https://x.example">',
    '<svg><script>1</script></svg>',
    '<math><mi xlink:href="javascript:1">',
    '<!--',
    '-->',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE html [<!ENTITY a "b">]>',
    '&#0;',
    '&#xD800;',
    '&#x1b;',
    '&#xFFFF;',
  ],
  ...[
    '</p>',
    '<h1>',
    '</h1>',
    '<article>',
    '</article>',
    '<table><tr><td>',
    '<b><i></b>',
    '<pre>',
    '<textarea>',
    '<template>',
  ],
  ...[
    '<blockquote>',
    '<ul><li>',
    '<ol start=-1><li>',
    '<base href="javascript:1">',
    '<form><input formaction="javascript:1">',
  ],
];
const markdown = [
  ...[
    '# ',
    '## ',
    '> ',
    '- ',
    '1. ',
    '    ',
    '```',
    '`',
    '**',
    '*',
    '_',
    '~~',
    '\n===\n',
    '\n---\n',
    '\\',
    '![x](javascript:1)',
  ],
  ...[
    '[x](javascript:alert(1))',
    '[x](<java\nscript:1>)',
    '[x][y]\n\n[y]: javascript:1',
    '<javascript:1>',
    '<https://a.example>',
  ],
  ...['[', '](', '![', '|a|b|\n|-|-|', '[x](data:text/html;base64,x "t\u0001")', '&colon;', '&#106;avascript:', '  \n'],
];
const settings = [
  ...[
    'topics: [water]',
    'languages: [en, fr]',
    'languages: [xx-',
    'slug: spring',
    'slug: ../../etc',
    'embargo: 2026-12-01 09:00 Europe/Paris',
  ],
  ...[
    'embargo: soon',
    'require: [ar]',
    'notify: no',
    'contact: "\\u0000\\u202e\\x1b"',
    'correction: "<script>\\uD800"',
    'a: &a [*a]',
  ],
  ...[
    '<<: *b',
    '? {',
    '- - -',
    '"',
    '|',
    '!!js/function x',
    '__proto__: {a: b}',
    'constructor: x',
    'status: withdrawn',
    '%YAML 9',
    'topics: ["\\u0007"]',
  ],
];

const one = fc.constantFrom;
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  one(...nasty),
);

/** A few pieces, mostly what a release has, with noise at any place. */
const line = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: one(...sentences) },
      { weight: 2, arbitrary: one(...datelines) },
      { weight: 2, arbitrary: one(...nasty) },
      { weight: 2, arbitrary: one(...page) },
      { weight: 2, arbitrary: one(...markdown) },
      { weight: 1, arbitrary: noise },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces) => pieces.join(' '));

const block = fc.oneof(
  { weight: 6, arbitrary: line },
  { weight: 2, arbitrary: one(...sentences, ...datelines, ...cues) },
  { weight: 1, arbitrary: line.map((text) => `# ${text}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(one('h1', 'p', 'li', 'blockquote', 'div'), line)
      .map(([tag, text]) => `<${tag}>${text}</${tag}>`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(one(...nasty, ...markdown, ...page), fc.nat(300)).map(([text, times]) => text.repeat(times)),
  },
);

const frontMatter = fc
  .array(fc.oneof({ weight: 4, arbitrary: one(...settings) }, { weight: 1, arbitrary: noise }), { maxLength: 4 })
  .map((lines) => `---\n${lines.join('\n')}\n---\n`);

const separator = one('\n\n', '\n', '\r\n\r\n', '\n \u00A0\n');

/** Front matter, or none, and blocks. */
export const texts = fc
  .tuple(fc.option(frontMatter, { nil: '', freq: 3 }), fc.array(block, { maxLength: 12 }), separator)
  .map(([head, blocks, between]) => head + blocks.join(between));
