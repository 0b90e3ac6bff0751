import { expect, test } from 'vitest';
import { dependents, importersOf, namedIn, testsFor } from './related.ts';

const sources = new Map([
  ['functions/core/a.ts', ''],
  ['functions/feeds/handler.ts', "import { a } from '../core/a.ts';"],
  ['infra/bundle.ts', "const handlers = { feeds: 'functions/feeds/handler.ts' };"],
  ['infra/local/cloud.ts', "import { handlers } from '../bundle.ts';"],
  ['test/functions/core/a.test.ts', "import { a } from '../../../functions/core/a.ts';"],
  ['test/functions/core/z.test.ts', "import { b } from '../../../functions/feeds/handler.ts';"],
  ['test/functions/feeds/handler.test.ts', "const b = await import('../../../functions/feeds/handler.ts');"],
  ['test/functions/io/c.test.ts', "import { cloud } from '../../../infra/local/cloud.ts';"],
  ['test/other.test.ts', "import type { A } from '../functions/core/a.ts';"],
]);

test('what is imported or run by its name is found in whatever form, types left out', () => {
  const text = [
    "import a, { b } from './a.ts';",
    'import {\n  c,\n} from "../c.ts";',
    "export { d } from './d.ts';",
    "const e = await import('./e.ts');",
    "run(new URL('../cli/f', import.meta.url));",
    "run('cli/g.ts');",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a file.
    'run(`${root}/cli/j`);',
    "import type {\n  H,\n} from './h.ts';",
    "import { i } from 'i';",
  ].join('\n');
  const names = ['x/a.ts', 'c.ts', 'x/d.ts', 'x/e.ts', 'cli/f.ts', 'cli/g.ts', 'cli/j.ts', 'x/h.ts'];
  const all = new Map([['x/y.ts', text], ...names.map((name) => [name, ''] as const)]);

  expect(namedIn('x/y.ts', all)).toEqual(names.slice(0, -1));
});

test('a change is noticed by all who name the file, by however many steps', () => {
  expect(dependents(['functions/feeds/handler.ts'], importersOf(sources))).toEqual([
    'infra/bundle.ts',
    'test/functions/core/z.test.ts',
    'test/functions/feeds/handler.test.ts',
    'infra/local/cloud.ts',
    'test/functions/io/c.test.ts',
  ]);
});

test('a file’s own test comes first, then those of its room, then the rest, and last what starts servers', () => {
  expect(testsFor('functions/core/a.ts', importersOf(sources))).toEqual([
    { files: ['test/functions/core/a.test.ts'], isolated: false },
    { files: ['test/functions/core/z.test.ts'], isolated: false },
    { files: ['test/functions/feeds/handler.test.ts'], isolated: false },
    { files: ['test/functions/io/c.test.ts'], isolated: true },
  ]);
});
