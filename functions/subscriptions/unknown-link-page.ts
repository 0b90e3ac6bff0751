// The one page for every link that can't be followed: forged, cut, used, too old, of somebody else.
import { h } from 'hastscript';
import { CONFIRMATION_DAYS } from '../core/sign-up.ts';
import { type Answer, help, type Place, said, subscribeLink } from './page.ts';

export const unknownLink = (place: Place): Answer => ({
  statusCode: 400,
  body: said(place, {
    ...{ title: 'link.unknown.title', text: 'link.unknown.text', values: { days: CONFIRMATION_DAYS } },
    rest: (words) => [
      h('p', { ...words.marks }, [words.t('link.unknown.again'), ' ', subscribeLink(place, words)]),
      help(place, 'link.unknown.help', words),
    ],
  }),
});
