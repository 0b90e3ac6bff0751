// The mail templates, compiled when the stacks are synthesized: SES only fills in the data.
import { readFile } from 'node:fs/promises';
import mjml from 'mjml';
import type { Direction } from '../functions/core/language.ts';
import { mailFonts, mailLeading, startOf } from './mail-style.ts';

/** What they are for. */
export type TemplateKind = 'bulletin' | 'letter';

export type MailTemplate = { name: `${TemplateKind}-${Direction}`; subject: string; html: string; text: string };

const directions: Direction[] = ['ltr', 'rtl'];

const plainTexts: Record<TemplateKind, string> = {
  bulletin: '{{text}}\n\n{{preferencesText}}\n{{preferences}}\n\n{{leaveText}}\n{{unsubscribe}}\n',
  letter: '{{text}}\n',
};

/** One template for each kind and direction. SES escapes nothing: those who send make the data so. */
export async function mailTemplates(): Promise<MailTemplate[]> {
  const kinds: TemplateKind[] = ['bulletin', 'letter'];
  const made = kinds.map(async (kind) => {
    const source = await readFile(new URL(`./${kind}.mjml`, import.meta.url), 'utf8');
    return Promise.all(
      directions.map(async (direction) => ({
        name: `${kind}-${direction}` as const,
        subject: '{{subject}}',
        html: await compile(source, direction),
        text: plainTexts[kind],
      })),
    );
  });
  return (await Promise.all(made)).flat();
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
