import { describe, expect, test } from 'vitest';
import { mailTemplates } from '../../templates/compile.ts';

const templates = await mailTemplates();

test('there is a template for each kind and direction', () => {
  expect(templates.map(({ name }) => name)).toEqual(['bulletin-ltr', 'bulletin-rtl', 'letter-ltr', 'letter-rtl']);
});

describe.each(templates)('$name', ({ name, html }) => {
  const [direction, start, other] = name.endsWith('rtl') ? ['rtl', 'right', 'left'] : ['ltr', 'left', 'right'];

  test('says its language and direction on a wrapper, which clients keep', () => {
    expect(html).toMatch(new RegExp(`<div[^>]* lang="{{language}}" dir="${direction}"`));
  });

  test('turns every column that holds text', () => {
    const columns = html.match(/class="mj-column[^>]+>/g) ?? [];

    expect(columns).toHaveLength(name.startsWith('letter') ? 2 : 3);
    for (const column of columns) expect(column).toContain(`direction:${direction};`);
  });

  test('aligns every text with its direction', () => {
    const texts = html.match(/<div\s+style="font-family:[^>]+>/g) ?? [];

    expect(texts).toHaveLength(name.startsWith('letter') ? 4 : 6);
    for (const text of texts) expect(text).toContain(`text-align:${start};`);
    expect(html).not.toContain(`align="${other}"`);
  });

  test('asks for nothing remote', () => {
    expect(html).not.toMatch(/<link|@import|@font-face|url\(|<img|src=|googleapis/);
    expect(html.match(/https?:\/\/[^"]+/g)).toEqual(['http://www.w3.org/1999/xhtml']);
  });

  test('leaves no word of its own unsaid', () => {
    expect(html).not.toMatch(/%[a-z]+%/);
  });

  test('is 600 wide, and names the role of every table', () => {
    expect(html).toContain('max-width:600px');
    for (const table of html.match(/<table[^>]*>/g) ?? []) expect(table).toContain('role="presentation"');
  });
});

describe.each(templates.filter(({ name }) => name.startsWith('bulletin')))('$name', ({ html }) => {
  test('hides what a mailbox shows beside the subject, where the direction is said', () => {
    expect(html).toMatch(/dir="(ltr|rtl)"[^>]*>\s*<div style="display:none;[^"]*">{{preheader}}</);
  });

  test('leads to the site, at its top and by its button', () => {
    expect(html.match(/<a\s+href="{{url}}"/g)).toHaveLength(2);
  });

  test('can be left by a link that is seen', () => {
    expect(html).toMatch(/<a href="{{unsubscribe}}"[^>]*>{{leave}}<\/a>/);
  });
});
