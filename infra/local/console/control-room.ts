// One screen: is all well, what came in, what went out, where is it now.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { dropHere } from './drop-here.ts';
import type { Page } from './page.ts';
import { receiptList } from './receipts.ts';
import { releaseList } from './releases.ts';
import { counted } from './shown.ts';
import type { ConsoleSource, LogLine } from './source.ts';
import { stageTable, state } from './stages.ts';

const REFRESH_SECONDS = 3;
const LOG_LINES = 12;

export async function controlRoom(source: ConsoleSource, query: URLSearchParams): Promise<Page> {
  const [receipts, releases, stages] = await Promise.all([source.receipts(), source.releases(), source.stages()]);
  const mails = source.mails().length;
  const isPaused = query.has('paused');
  const body = [
    h('div', { className: 'title' }, [h('h1', 'Control room'), updates(isPaused)]),
    state(stages, source.formToken),
    h('div', { className: 'columns' }, [
      h('div', [
        section('receipts', 'Receipts', receiptList(receipts)),
        section('releases', 'Releases', [
          ...releaseList(releases),
          h('p', [h('a', { href: '/mailbox/' }, `${counted(mails, 'mail')} in the mailbox`)]),
        ]),
      ]),
      h('div', [
        section('drop', 'Publish a file', dropHere(source)),
        section('stages', 'Stages', stageTable(stages)),
        section('log', 'Log', logLines(source.log())),
      ]),
    ]),
  ];
  return { title: 'Control room', here: '/', ...(isPaused ? {} : { refreshSeconds: REFRESH_SECONDS }), body };
}

/** WCAG 2.2.2: what updates itself can be paused. */
const updates = (isPaused: boolean): Element =>
  h(
    'p',
    { className: 'updates' },
    isPaused
      ? ['Paused. ', h('a', { href: '/' }, 'Update again')]
      : [`Updates every ${REFRESH_SECONDS} seconds. `, h('a', { href: '/?paused' }, 'Pause')],
  );

const section = (id: string, title: string, body: ElementContent[]): Element =>
  h('section', { ariaLabelledBy: id }, [h('h2', { id }, title), ...body]);

function logLines(lines: LogLine[]): ElementContent[] {
  if (lines.length === 0) return [h('p', { className: 'empty' }, 'Nothing happened yet.')];
  return [
    h(
      'ol',
      { className: 'log' },
      lines.slice(-LOG_LINES).map(({ at, text }) => h('li', [clockTime(at), ' ', h('bdi', text)])),
    ),
  ];
}

const clockTime = (at: string): Element => h('time', { dateTime: at, title: at }, /T([\d:]{8})/.exec(at)?.[1] ?? at);
