import { toText } from 'hast-util-to-text';
import { expect, test } from 'vitest';
import { choices } from '../../../functions/subscriptions/page.ts';
import { texts } from '../../../templates/texts.ts';
import { setting } from '../../templates/samples.ts';

const wishes = {
  ...{
    languages: ['fr', 'en'],
    standIn: false,
    frequency: 'daily' as const,
    timezone: 'UTC',
    hour: 8,
    pausedUntil: null,
  },
  topics: Object.keys(setting.newsroom.topics).slice(0, 3),
};

const shown = (topics: string[]) => {
  const list = choices({ ...setting, language: 'en' }, { ...wishes, topics }, texts('en', setting.newsroom));
  return list.type === 'element' ? list.children.map((item) => (item.type === 'element' ? toText(item) : '')) : [];
};

test('what somebody chose is named: languages in their order, topics as the language lists them', () => {
  const [languages, topics] = shown(wishes.topics);
  const names = wishes.topics.map((topic) => setting.newsroom.topics[topic]?.en ?? '');

  expect(languages).toContain('Français · English');
  expect(topics).toContain(new Intl.ListFormat('en').format(names));
  expect(shown([])[1]).not.toContain(names[0]);
});
