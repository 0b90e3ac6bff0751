// API_MessageHeader, API_Template (its number of Headers), and the page "Amazon SES header fields".
import { badRequest } from './errors.ts';

export type Header = { name: string; value: string };

const maximumHeaders = 15;

/** What a caller may not set in Simple or templated content, by that page. */
const ownedBySes = new Set(
  'bcc cc content-disposition content-type date from message-id mime-version reply-to return-path subject to'.split(
    ' ',
  ),
);

/** What a message may carry only once, by that page. */
const atMostOnce = new Set(
  `accept-language acceptlanguage archived-at auto-submitted bounces-to comments content-alternative content-base
  content-class content-description content-disposition content-duration content-id content-language content-length
  content-location content-md5 content-transfer-encoding content-type date delivered-to
  disposition-notification-options disposition-notification-to dkim-signature domainkey-signature errors-to from
  importance in-reply-to keywords list-archive list-help list-id list-owner list-post list-subscribe list-unsubscribe
  list-unsubscribe-post message-context message-id mime-version organization original-from original-message-id
  original-recipient original-subject precedence priority references reply-to return-path return-receipt-to sender
  solicitation sensitivity subject thread-index thread-topic user-agent vbr-info`.split(/\s+/),
);

export function validateCustomHeaders(headers: readonly Header[]): void {
  if (headers.length > maximumHeaders) {
    throw badRequest(`A message has ${headers.length} custom headers; the limit is ${maximumHeaders}.`);
  }
  for (const { name, value } of headers) {
    if (!/^[!-9;-~]{1,126}$/.test(name)) {
      throw badRequest(
        `The header name ${name.slice(0, 140)} must be 1 to 126 printable ASCII characters without a colon.`,
      );
    }
    if (ownedBySes.has(name.toLowerCase())) throw badRequest(`The header ${name} is set by SES.`);
    if (!/^[ -~]*$/.test(value)) throw badRequest(`The value of the header ${name} must be printable ASCII.`);
    if (value.length > 995 || name.length + value.length > 996) {
      throw badRequest(`The header ${name} is too long: a value has at most 995 characters, with its name 996.`);
    }
  }
  refuseDuplicates(headers);
}

export function refuseDuplicates(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { name } of headers) {
    const key = name.toLowerCase();
    if (atMostOnce.has(key) && seen.has(key)) throw badRequest(`The header ${name} appears more than once.`);
    seen.add(key);
  }
}

/** API_BulkEmailEntry, ReplacementHeaders: the entry wins over the template, name by name. */
export function replaceHeaders(defaults: readonly Header[], replacements: readonly Header[]): Header[] {
  const replaced = new Set(replacements.map(({ name }) => name.toLowerCase()));
  return [...defaults.filter(({ name }) => !replaced.has(name.toLowerCase())), ...replacements];
}
