// The mail templates, compiled when the stacks are synthesized: SES only fills in the data.
import { readFile } from 'node:fs/promises';
import mjml from 'mjml';
import type { Direction } from '../functions/core/language.ts';
import { mailFonts, mailLeading, startOf } from './mail-style.ts';

export type MailTemplate = { name: `bulletin-${Direction}`; subject: string; html: string; text: string };

const directions: Direction[] = ['ltr', 'rtl'];

/** One template for each direction. SES escapes nothing: functions/bulletins/mail-data.ts makes the data. */
export async function mailTemplates(): Promise<MailTemplate[]> {
  const source = await readFile(new URL('./bulletin.mjml', import.meta.url), 'utf8');
  return Promise.all(
    directions.map(async (direction) => ({
      name: `bulletin-${direction}` as const,
      subject: '{{subject}}',
      html: await compile(source, direction),
      text: '{{text}}\n\n{{leaveText}}\n{{unsubscribe}}\n',
    })),
  );
}

// MJML mirrors nothing by itself, and its columns force left-to-right: the source says each side by a word.
async function compile(source: string, direction: Direction): Promise<string> {
  const words = {
    direction,
    start: startOf(direction),
    fonts: mailFonts(direction),
    leading: mailLeading(direction),
  };
  const sided = Object.entries(words).reduce((text, [word, value]) => text.replaceAll(`%${word}%`, value), source);
  const { html } = await mjml(sided, { validationLevel: 'strict', keepComments: false });
  return html;
}
