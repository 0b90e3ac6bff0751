// Where everything is, and what needs a person.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { StageStatus } from '../status.ts';
import { redriveButton } from './redrive.ts';
import { badge, counted } from './shown.ts';

/** The first thing to read: trouble with its remedy, or work under way, or quiet. */
export function state(stages: StageStatus[], token: string): Element {
  const troubled = stages.filter(({ alarm, deadLetters }) => alarm !== null || deadLetters > 0);
  if (troubled.length > 0) {
    return h('div', { className: ['state', 'bad'] }, [
      h('p', [badge('bad', 'needs attention')]),
      h(
        'ul',
        troubled.map((stage) => h('li', [h('strong', stage.name), ': ', trouble(stage), ...remedy(stage, token)])),
      ),
    ]);
  }
  const busy = stages.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  return busy > 0
    ? h('div', { className: ['state', 'waiting'] }, [
        h('p', [badge('waiting', 'working'), ` ${counted(busy, 'message')} on the way.`]),
      ])
    : h('div', { className: ['state', 'good'] }, [
        h('p', [badge('good', 'all quiet'), ' Every queue is empty, no alarm is on.']),
      ]);
}

const trouble = ({ alarm, deadLetters }: StageStatus): string =>
  alarm ?? `${counted(deadLetters, 'message')} failed for good. Mend the cause, then redrive the dead-letter queue.`;

const remedy = ({ name, deadLetters, queues }: StageStatus, token: string): ElementContent[] =>
  deadLetters === 0 || queues === null
    ? []
    : [
        h('p', { className: 'address' }, ['The dead-letter queue: ', h('code', queues.deadLettersUrl)]),
        redriveButton(name, token),
      ];

export function stageTable(stages: StageStatus[]): ElementContent[] {
  if (stages.length === 0) return [h('p', { className: 'empty' }, 'No stage runs yet.')];
  const columns = ['Stage', 'Waiting', 'In flight', 'Dead letters', 'Runs', 'Failed', 'Alarm'];
  return [
    h('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Stages' }, [
      h('table', { className: 'stages' }, [
        h(
          'thead',
          h(
            'tr',
            columns.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h('tbody', stages.map(row)),
      ]),
    ]),
  ];
}

/** With the address that SQS knows its queue by. */
const named = ({ name, queues }: StageStatus): ElementContent[] =>
  queues === null
    ? [{ type: 'text', value: name }]
    : [h('details', [h('summary', name), h('code', { className: 'address' }, queues.queueUrl)])];

const row = (stage: StageStatus): Element => {
  const { waiting, inFlight, deadLetters, invocations, failures, alarm } = stage;
  return h('tr', [
    h('th', { scope: 'row' }, named(stage)),
    number(waiting),
    number(inFlight),
    number(deadLetters, true),
    number(invocations),
    number(failures, true),
    h('td', [alarm === null ? h('span', { className: 'none' }, 'off') : badge('bad', 'on')]),
  ]);
};

function number(count: number, isTrouble = false): Element {
  if (count === 0) return h('td', { className: 'zero' }, '0');
  return h('td', isTrouble ? { className: 'bad' } : {}, count.toLocaleString('en'));
}
