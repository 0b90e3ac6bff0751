// What is the same in every copy of a message: sender, template, texts, headers.

import { direction } from '../core/language.ts';
import { withMediaAt } from '../core/media.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Occasion } from '../core/occasion.ts';
import type { Edition } from '../core/release.ts';
import { senderIn } from '../core/sender.ts';
import { bulletinHeaders } from './headers.ts';
import type { MailData } from './mail-data.ts';

export type Part = {
  from: string;
  template: string;
  data: MailData;
  headers: Record<string, string>;
};

type Setting = { newsroom: Newsroom; templates: Record<'ltr' | 'rtl', string> };

type Which = { releaseId: string; occasion: Occasion; language: string };

export const partOf = (
  { releaseId, occasion, language }: Which,
  data: MailData,
  { newsroom, templates }: Setting,
): Part => ({
  from: senderIn(language, newsroom),
  template: templates[direction(language)],
  data,
  headers: bulletinHeaders({ language, newsroom, releaseId, occasion }),
});

/** An edition as mails show it: its pictures by their public addresses. */
export const mailable = (edition: Edition, site: string): Edition => ({
  ...edition,
  body: withMediaAt(site, edition.body),
});
