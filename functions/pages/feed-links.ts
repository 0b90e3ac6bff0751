import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { feedsOf } from '../../templates/document.ts';
import type { Channel } from '../core/channel.ts';

/** Links to a channel's feeds, for people. Their names are the same in every language. */
export const feedLinks = (channel: Channel, site: string): ElementContent[] =>
  feedsOf(channel, site).map(({ name, href, type }) => h('a', { href, type, lang: 'en', dir: 'ltr' }, name));
