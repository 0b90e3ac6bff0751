// Signing up.
import { h } from 'hastscript';
import type { Setting } from '../../templates/document.ts';
import { consentText, firstValues, TRAP } from '../../templates/subscribe-form.ts';
import { subscribePage } from '../../templates/subscribe-page.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { CONFIRMATION_DAYS } from '../core/sign-up.ts';
import { ask, isWithinLimit, MOST_OF_A_CLIENT, wordingOf } from './ask.ts';
import { readAddress, readWishes, written } from './form.ts';
import { acceptedLanguage } from './language.ts';
import { type Answer, homeLink, type Place, said } from './page.ts';
import type { Ports } from './ports.ts';

export type Request = {
  method: string;
  token: string;
  /** Undefined where what was sent is no form, or too large a one. */
  form: URLSearchParams | undefined;
  query: URLSearchParams;
  /** The address that the request came from. */
  client: string;
  /** Accept-Language. */
  accepts: string;
};

/** In the language of the page that they came from. */
export function placeOf(request: Request, setting: Setting): Place {
  const asked = request.form?.get('in') ?? request.query.get('in') ?? '';
  const { newsroom } = setting;
  const language = newsroom.languages.includes(asked) ? asked : acceptedLanguage(request.accepts, newsroom);
  return { ...setting, language };
}

export async function subscribe(request: Request, place: Place, ports: Ports): Promise<Answer> {
  const { method, form } = request;
  const { language, newsroom } = place;
  const first = firstValues(language, newsroom);
  if (method !== 'POST') return { statusCode: 200, body: subscribePage({ ...place, values: first, faults: [] }) };
  if (!(await isWithinLimit(request.client, MOST_OF_A_CLIENT, ports))) return busy(place);
  if (!form) return refused(place, first, [{ field: 'address', text: 'form.fault.address' }]);
  const [address, { wishes, faults }] = [readAddress(form), readWishes(form, newsroom)];
  if ('fault' in address) return refused(place, written(form, newsroom), [address.fault, ...faults]);
  if (faults.length > 0) return refused(place, written(form, newsroom), faults);
  // A program that fills in every field learns nothing.
  if (form.get(TRAP)) return asked(place);
  const consent = consentText(language, newsroom);
  const wording = wordingOf(consent.language, consent.text, pageOf(form, place));
  await ask({ address: address.address, wishes, wording, moves: null }, ['confirm'], ports);
  return asked(place);
}

const refused = (
  place: Place,
  values: Parameters<typeof subscribePage>[0]['values'],
  faults: Parameters<typeof subscribePage>[0]['faults'],
): Answer => ({ statusCode: 422, body: subscribePage({ ...place, values, faults }) });

/** The page with the form, as far as it is one of ours. */
function pageOf(form: URLSearchParams, { language, site }: Place): string {
  const ours = [publicKey.newsroom(language), publicKey.subscribePage(language)].map((key) => publicUrl(site, key));
  return ours.find((page) => page === form.get('page')) ?? `${site}/api/subscribe`;
}

const asked = (place: Place): Answer => ({
  statusCode: 200,
  body: said(place, {
    ...{ title: 'subscribe.asked.title', text: 'subscribe.asked.text', values: { days: CONFIRMATION_DAYS } },
    rest: (words) => [
      h('p', { ...words.marks, className: 'hint' }, words.t('subscribe.asked.hint')),
      homeLink(place, words),
    ],
  }),
});

export const busy = (place: Place): Answer => ({
  statusCode: 429,
  body: said(place, { title: 'form.busy.title', text: 'form.busy.text', rest: (words) => [homeLink(place, words)] }),
});
