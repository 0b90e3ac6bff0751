// The page to sign up: as it stands on the site, and as the answer to a form in which something was wrong.
import { h } from 'hastscript';
import { publicKey, publicUrl } from '../functions/core/address.ts';
import { document, type Setting } from './document.ts';
import type { Fault } from './fields.ts';
import { inNewsroomOrder, organisationIn } from './named.ts';
import { type SubscribeValues, subscribeForm } from './subscribe-form.ts';
import { texts } from './texts.ts';

export type SubscribePage = Setting & {
  language: string;
  /** Those that have releases, and so this page; an answer has no translations. */
  languages?: string[];
  values: SubscribeValues;
  faults: Fault[];
};

/** The page, as HTML. */
export function subscribePage({ languages = [], values, faults, ...place }: SubscribePage): string {
  const { language, newsroom, site } = place;
  const { t, marks } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom).name;
  const address = (one: string) => publicUrl(site, publicKey.subscribePage(one));
  const all = languages.length === 0 ? [] : inNewsroomOrder([...new Set([...languages, language])], newsroom);
  const isAnswer = all.length === 0;
  return document({
    ...place,
    title: t('subscribe.title'),
    description: t('subscribe.intro', { organisation }),
    ...(isAnswer ? { home: publicUrl(site, publicKey.chooser) } : { url: address(language) }),
    ...(isAnswer ? {} : { otherwise: publicUrl(site, publicKey.chooser) }),
    translations: all.map((one) => ({ language: one, href: address(one) })),
    head: [h('meta', { property: 'og:type', content: 'website' })],
    body: [
      h('h1', { ...marks }, t('subscribe.title')),
      h('p', { ...marks, className: 'subheadline' }, t('subscribe.intro', { organisation })),
      subscribeForm({ language, newsroom, values, faults, page: address(language), isBrief: false }),
    ],
  });
}
