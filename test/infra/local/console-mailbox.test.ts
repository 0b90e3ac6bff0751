import { describe, expect, test } from 'vitest';
import { mailboxOf, words } from './console-setup.ts';

const subjects = (html: string) =>
  [...html.matchAll(/class="subject"><a href="[^"]*">([^<]*)</g)].map(([, one]) => one);

describe('the list', () => {
  test('has every mail, the newest first, with sender, recipient, language, time and events', async () => {
    const { get } = await mailboxOf({ subject: 'First', headers: [['Content-Language', 'en']] }, { subject: 'Second' });
    const { body } = await get('/mailbox/');

    expect(subjects(body)).toEqual(['Second', 'First']);
    expect(words(body)).toContain(
      'sent delivered First to reader@example.com from Newsroom &#x3C;news@newsroom.example> English 2026-03-04 05:06:07 UTC',
    );
  });

  test('leaves each subject its script and direction', async () => {
    const { get } = await mailboxOf({ subject: 'بيان صحفي', headers: [['Content-Language', 'ar']] });
    const { body } = await get('/mailbox/');

    expect(body).toMatch(/<p dir="auto" lang="ar" class="subject"><a [^>]*>بيان صحفي<\/a>/);
    expect(body).toContain('<bdi lang="ar" dir="rtl">العربية</bdi>');
  });

  test('tells a bounce and a complaint by word', async () => {
    const { get } = await mailboxOf(
      { recipient: 'bounce@simulator.amazonses.com' },
      { recipient: 'complaint@simulator.amazonses.com' },
    );

    expect(words((await get('/mailbox/')).body)).toMatch(/sent delivered marked as spam Hello .* sent bounced Hello/);
  });

  test('can be of one recipient, whatever the case, and keeps what was asked', async () => {
    const { get } = await mailboxOf({ recipient: 'Noa@example.com', subject: 'N' }, { recipient: 'amal@example.com' });
    const { body } = await get('/mailbox/?to=noa%40');

    expect(subjects(body)).toEqual(['N']);
    expect(body).toContain('name="to" type="search" value="noa@"');
    expect(body).toContain('<option value="amal@example.com">');
    expect(words((await get('/mailbox/?to=%3Cb%3E')).body)).toContain('No mail to “ &#x3C;b> ”.');
  });

  test('turns its pages', async () => {
    const letters = Array.from({ length: 101 }, (_, index) => ({ subject: `M${index}` }));
    const { get } = await mailboxOf(...letters);
    const newest = (await get('/mailbox/?to=reader')).body;
    const oldest = (await get('/mailbox/?to=reader&page=2')).body;

    expect(subjects(newest)).toHaveLength(100);
    expect(newest).toContain('href="/mailbox/?to=reader&#x26;page=2" rel="next"');
    expect(subjects(oldest)).toEqual(['M0']);
    for (const page of ['0', '-1', 'x', '99', '1e999']) expect((await get(`/mailbox/?page=${page}`)).status).toBe(200);
  });

  test('that is empty says what to do', async () => {
    const { get } = await mailboxOf();
    const text = words((await get('/mailbox/')).body);

    expect(text).toContain('No mail was sent yet. Publish a release');
    expect(text).toContain('/newsroom/inbox');
  });
});
