import { describe, expect, test } from 'vitest';
import { receiptPage } from '../../../functions/receipts/page.ts';
import { highlands, hostile } from '../../templates/samples.ts';
import { allHeld, aProblem, aProgress, aReceipt, refused } from './samples.ts';

const page = (receipt = aReceipt({ progress: aProgress() }), languages = ['en']) =>
  receiptPage({ receipt, newsroom: { ...highlands, languages } });

/** What the page says, its markup left out. */
const words = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the receipt’s page', () => {
  test('says what was understood, where it is, and what became of the mails', () => {
    const text = words(page());

    expect(text).toContain('Receipt for gauge.md Published The release is out');
    expect(text).toContain('English: published on March 9, 2026 at 09:00 GMT+1 https://news.example/en/2026/03/gauge');
    expect(text).toContain('English · 3 paragraphs The gauge opens The 2026');
    expect(text).toContain('Planned 9 Accepted for sending 7 Delivered 6 Bounced 1 Failed 0');
  });

  test('shows each language’s texts in its own language and direction', () => {
    expect(page()).toContain('<p class="headline" lang="ar" dir="rtl">افتتاح محطة القياس</p>');
    expect(page(undefined, ['ar'])).toContain('<p class="headline" lang="en" dir="ltr">The gauge opens</p>');
  });

  test('is in the newsroom’s language, and marks what is English in it', () => {
    const html = page(aReceipt({ progress: aProgress(), problems: [aProblem()] }), ['ar', 'en']);

    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<span class="home">مجلس مياه المرتفعات</span>');
    expect(words(html)).toContain('إشعار استلام \u2068gauge.md\u2069 منشور نُشر البيان');
    expect(html).toContain('<p lang="en" dir="ltr">"The gauge opens" has two dates.</p>');
    expect(words(html)).toContain('تحذير · السطر 4');
    expect(words(html)).toContain('3 فقرات');
  });

  test('lists the problems of a refused file with their lines, each reason once', () => {
    const html = page(refused);

    expect(words(html)).toContain('Refused The file was not published.');
    expect(words(html)).toContain('Error · line 2 The embargo "9:00" has no zone.');
    expect(html.split('has no zone')).toHaveLength(2);
    expect(words(html)).not.toContain('E-mails');
  });

  test('says what is held, and why', () => {
    const missing = aProgress({ ...allHeld, held: [], missing: ['fr'] });

    expect(words(page(aReceipt({ progress: allHeld })))).toContain(
      'What is held, and why English: under embargo until December 1, 2026 at 09:00 GMT+1 Arabic: under embargo',
    );
    expect(words(page(aReceipt({ outcome: 'held', progress: missing })))).toContain(
      'French: required, and not there yet',
    );
  });

  test('needs no other file and runs no script, whatever the release says', () => {
    const html = page(
      aReceipt({ file: `${hostile}.md`, summary: hostile, problems: [aProblem({ message: hostile })] }),
    );

    expect(html).toContain('<style>');
    expect(html).not.toMatch(/<script|<link|src=/);
  });
});
