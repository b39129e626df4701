import fc from 'fast-check';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { type GateRules, judge } from '../../src/cli/compare/gate.js';
import { formatJson } from '../../src/cli/compare/json.js';
import { formatJunit, xmlText } from '../../src/cli/compare/junit.js';
import { formatMarkdown, quoted } from '../../src/cli/compare/markdown.js';
import { formatText } from '../../src/cli/compare/text.js';
import { explain, quantities } from '../../src/cli/compare/words.js';
import type { Verdict } from '../../src/cli/compare/comparison-report.js';
import { brokenOff, compared, givenReport, withoutBaseline } from './comparison-reports.js';

const byDefault: GateRules = { failOn: 'regressed', maxRegressed: null };
const colors = pc.createColors(false);
const statisticsOf = (verdict: Verdict) => ({ ...givenReport().statistics, verdict });

describe('the gate', () => {
  test.each<[Verdict, GateRules['failOn'], boolean]>([
    ['IMPROVED', 'regressed', true],
    ['NO_DIFFERENCE', 'regressed', true],
    ['INCONCLUSIVE', 'regressed', true],
    ['REGRESSED', 'regressed', false],
    ['IMPROVED', 'inconclusive', true],
    ['NO_DIFFERENCE', 'inconclusive', true],
    ['INCONCLUSIVE', 'inconclusive', false],
    ['REGRESSED', 'inconclusive', false],
  ])('with the verdict %s and --fail-on %s passes: %s', (verdict, failOn, passed) => {
    expect(judge(compared({ statistics: statisticsOf(verdict) }), { failOn, maxRegressed: null }).outcome).toBe(
      passed ? 'passed' : 'failed',
    );
  });

  test.each([
    [101, false],
    [102, true],
    [0, false],
  ])('with 102 regressed items and at most %d allowed passes: %s', (maxRegressed, passed) => {
    const improved = compared({ statistics: statisticsOf('IMPROVED') });
    expect(judge(improved, { failOn: 'regressed', maxRegressed }).outcome).toBe(passed ? 'passed' : 'failed');
  });

  test('has nothing to fail where there is no baseline', () => {
    expect(judge(withoutBaseline, { failOn: 'inconclusive', maxRegressed: 0 })).toMatchObject({ outcome: 'passed', checks: [] });
  });
});

describe('what the verdict rests on', () => {
  test.each([
    [
      'no items',
      { meanDelta: null, comparedItems: 0 },
      {},
      'No item has a score by the same evaluators in both runs, so nothing can be said.',
    ],
    [
      'few items',
      { meanDelta: 0.25, comparedItems: 4 },
      { verdict: 'INCONCLUSIVE', confidenceLow: null, confidenceHigh: null },
      'The mean score rose by 0.250 over 4 items (too few for an interval).',
    ],
    [
      'a wide interval',
      { meanDelta: 0.01, comparedItems: 50 },
      { verdict: 'INCONCLUSIVE', confidenceHigh: 0.08, itemsNeeded: 1480 },
      'The mean score rose by 0.010 over 50 items (95 % interval -0.064 to +0.080). About 1,480 more items would decide.',
    ],
    [
      'no difference',
      { meanDelta: 0.001 },
      { verdict: 'NO_DIFFERENCE', confidenceLow: -0.012, confidenceHigh: 0.013 },
      'The mean score rose by 0.001 over 1,319 items (95 % interval -0.012 to +0.013). That is within ±0.05, which counts as none.',
    ],
    [
      'nothing changed',
      { meanDelta: 0, comparedItems: 1 },
      { verdict: 'NO_DIFFERENCE', confidenceLow: 0, confidenceHigh: 0 },
      'The mean score did not change over 1 item (95 % interval 0.000 to 0.000). That is within ±0.05, which counts as none.',
    ],
  ] as const)('is said in words: %s', (_case, summary, statistics, said) => {
    const { summary: someSummary, statistics: someStatistics } = givenReport();
    const report = givenReport({ summary: { ...someSummary, ...summary }, statistics: { ...someStatistics, ...statistics } });
    expect(explain(report)).toBe(said);
  });

  test('leaves unsaid what is not known, and shows the least of costs', () => {
    const none = { averageDurationMs: null, averageTokens: null, totalCost: null };
    const unknown = givenReport({ performance: { baseline: none, current: none, delta: none } });
    expect(quantities(unknown).slice(2)).toEqual([
      { name: 'time per item', baseline: '–', current: '–', change: '–' },
      { name: 'tokens per item', baseline: '–', current: '–', change: '–' },
      { name: 'cost', baseline: 'unknown', current: 'unknown', change: '–' },
    ]);
    const cheaper = givenReport({
      performance: { baseline: none, current: none, delta: { ...none, totalCost: '-0.000012' } },
    });
    expect(quantities(cheaper).at(-1)?.change).toBe('-$0.000012');
  });
});

test('a table for a terminal', () => {
  expect(formatText(compared(), judge(compared(), byDefault), colors)).toMatchInlineSnapshot(`
    "lines (run_02) against labels (run_01), the marked baseline

                      baseline   this run        change
    mean score           0.563      0.516        -0.047
    pass rate           56.3 %     51.6 %   -4.7 points
    time per item       812 ms     640 ms       -172 ms
    tokens per item    311 tok    346 tok       +35 tok
    cost                 $1.20      $1.31        +$0.11

    1,319 compared: 40 improved, 102 regressed, 1,177 unchanged (within ±0.05).
    Errors: 3 new, 1 gone.
    3 left out: 2 added, 1 changed input.
    Paired permutation test of the mean score: p < 0.001.
    McNemar's exact test of passing: 40 pass that did not, 102 do not that did; p < 0.001.
    Pass rates (Wilson, 95 %): 53.6 to 58.9 % before, 48.9 to 54.2 % now.
    Not counted, for they did not judge both runs by the same rules: tone.

    regressed     before     now   change
    question-7     1.000   0.000   -1.000
    question-12    0.750   0.500   -0.250
    and 100 more

    Regressed. The mean score fell by 0.047 over 1,319 items (95 % interval -0.064 to -0.030).
    The gate fails: The verdict is REGRESSED."
  `);
  expect(formatText(withoutBaseline, judge(withoutBaseline, byDefault), colors)).toMatchInlineSnapshot(`
    "There is no baseline to compare with: the variant has no marked baseline, and no completed run before this one.
    The gate passes."
  `);
});

test('Markdown for a comment', () => {
  const rules: GateRules = { failOn: 'regressed', maxRegressed: 100 };
  expect(formatMarkdown(compared(), judge(compared(), rules))).toMatchInlineSnapshot(`
    "### Regressed: <code>lines</code>

    The mean score fell by 0.047 over 1,319 items (95 % interval -0.064 to -0.030). **The gate fails:** The verdict is REGRESSED. 102 items regressed; at most 100 may.

    |  | baseline | this run | change |
    | :-- | --: | --: | --: |
    | mean score | 0.563 | 0.516 | -0.047 |
    | pass rate | 56.3 % | 51.6 % | -4.7 points |
    | time per item | 812 ms | 640 ms | -172 ms |
    | tokens per item | 311 tok | 346 tok | +35 tok |
    | cost | $1.20 | $1.31 | +$0.11 |

    - 1,319 compared: 40 improved, 102 regressed, 1,177 unchanged (within ±0.05).
    - Errors: 3 new, 1 gone.
    - 3 left out: 2 added, 1 changed input.
    - Paired permutation test of the mean score: p < 0.001.
    - McNemar's exact test of passing: 40 pass that did not, 102 do not that did; p < 0.001.
    - Pass rates (Wilson, 95 %): 53.6 to 58.9 % before, 48.9 to 54.2 % now.

    <details><summary>The 2 worst regressions of 102</summary>

    | item | before | now | change |
    | :-- | --: | --: | --: |
    | <code>question-7</code> | 1.000 | 0.000 | -1.000 |
    | <code>question-12</code> | 0.750 | 0.500 | -0.250 |

    </details>

    Experiment <code>Reading orders</code>, run \`run_02\` against <code>labels</code>, run \`run_01\` (the marked baseline).

    Not counted, for they did not judge both runs by the same rules: <code>tone</code>."
  `);
  expect(formatMarkdown(withoutBaseline, judge(withoutBaseline, rules))).toMatchInlineSnapshot(`
    "### No baseline: <code>lines</code>

    There is no baseline to compare with: the variant has no marked baseline, and no completed run before this one.

    The gate passes."
  `);
});

test('JSON for programs', () => {
  const comparison = compared();
  const gate = { passed: false, failOn: 'regressed', maxRegressed: null, failures: ['The verdict is REGRESSED.'] };
  expect(JSON.parse(formatJson(comparison, judge(comparison, byDefault)))).toEqual({ gate, ...comparison.report });
  expect(JSON.parse(formatJson(withoutBaseline, judge(withoutBaseline, byDefault)))).toEqual({
    gate: { ...gate, passed: true, failures: [] },
    experiment: { id: 'exp_01', name: 'Reading orders' },
    run: { id: 'run_02', variant: 'lines' },
    baseline: null,
  });
});

test('JUnit for CI systems', () => {
  expect(formatJunit(compared(), judge(compared(), { failOn: 'regressed', maxRegressed: 200 }))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="4" failures="3" errors="0" skipped="0">
      <testsuite name="variorum compare" tests="4" failures="3" errors="0" skipped="0">
        <testcase classname="Reading orders" name="verdict"><failure message="The verdict is REGRESSED.">The mean score fell by 0.047 over 1,319 items (95 % interval -0.064 to -0.030).</failure></testcase>
        <testcase classname="Reading orders" name="regressed items"/>
        <testcase classname="Reading orders" name="item question-7"><failure message="The score went from 1 to 0 (-1.000)."/></testcase>
        <testcase classname="Reading orders" name="item question-12"><failure message="The score went from 0.75 to 0.5 (-0.250)."/></testcase>
      </testsuite>
    </testsuites>"
  `);
  const improved = compared({ statistics: statisticsOf('IMPROVED') });
  expect(formatJunit(improved, judge(improved, byDefault))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="1" failures="0" errors="0" skipped="0">
      <testsuite name="variorum compare" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="Reading orders" name="verdict"/>
      </testsuite>
    </testsuites>"
  `);
  expect(formatJunit(withoutBaseline, judge(withoutBaseline, byDefault))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="1" failures="0" errors="0" skipped="1">
      <testsuite name="variorum compare" tests="1" failures="0" errors="0" skipped="1">
        <testcase classname="Reading orders" name="verdict"><skipped message="There is no baseline to compare with: the variant has no marked baseline, and no completed run before this one."/></testcase>
      </testsuite>
    </testsuites>"
  `);
});

test('every format says that a run did not complete', () => {
  const gate = judge(brokenOff, byDefault);
  const why = 'The run is FAILED, so there is nothing to compare.';
  expect(formatText(brokenOff, gate, colors)).toBe(`lines (run_02)\nThe gate fails: ${why}`);
  expect(formatMarkdown(brokenOff, gate)).toBe(
    `### Failed: <code>lines</code>\n\n**The gate fails:** ${why}\n\nExperiment <code>Reading orders</code>, run \`run_02\`.`,
  );
  expect(JSON.parse(formatJson(brokenOff, gate))).toMatchObject({ gate: { passed: false, failures: [why] }, baseline: null });
  expect(formatJunit(brokenOff, gate)).toContain(
    `<testcase classname="Reading orders" name="verdict"><failure message="${why}"/></testcase>`,
  );
  expect(formatJunit(brokenOff, gate)).toContain('tests="1" failures="1" errors="0"');
});

test('every format says that nothing was compared, and which evaluators were left out', () => {
  const summary = { ...givenReport().summary, comparedItems: 0, meanDelta: null };
  const comparison = compared({ summary, statistics: statisticsOf('INCONCLUSIVE'), regressed: [] });
  const gate = judge(comparison, byDefault);
  expect(gate.outcome).toBe('undecided');
  const why = /Nothing was compared: .* by the same rules: (<code>)?tone(<\/code>)?\. Run the variant of the baseline again/;
  expect(formatText(comparison, gate, colors)).toMatch(why);
  expect(formatMarkdown(comparison, gate)).toMatch(why);
  expect(formatJunit(comparison, gate)).toMatch(why);
  expect(formatJunit(comparison, gate)).toContain('tests="1" failures="0" errors="1"');
  expect(JSON.parse(formatJson(comparison, gate)).gate).toMatchObject({ passed: false, failures: [expect.stringMatching(why)] });
  for (const told of [formatText(comparison, gate, colors), formatMarkdown(comparison, gate)])
    expect(told).not.toContain('The gate passes');
});

/** Text that means something somewhere, and any other. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '|',
      '`',
      '\\',
      '<',
      '>',
      '&',
      '@',
      '#',
      '*',
      '_',
      '[',
      ']',
      '(',
      '\n',
      '\r',
      '\u0000',
      '\u001b',
      'a',
      '"',
      "'",
      '\u202e',
      '\ud800',
    ),
  }),
  fc.constantFrom('@team', '</details><script>', '#1', '| a |', 'https://example.com', '![x](y)', '\u001b[2J'),
);

describe('text of users', () => {
  test('means nothing to Markdown, HTML or tables, and nobody is mentioned', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const inner = /^<code>(.*)<\/code>$/su.exec(quoted(text))?.[1] ?? 'not code';
        expect(inner.replaceAll(/&#\d+;/g, '')).toMatch(/^[A-Za-z0-9 /,\-\u0080-\u{10ffff}]*$/u);
        expect(inner).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        const shown = inner.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
        expect(Array.from(shown).length).toBeLessThanOrEqual(100);
        if (/^[ -~]{0,100}$/.test(text)) expect(shown).toBe(text.replaceAll(/ +/g, ' '));
      }),
    );
  });

  test('leaves a comment with the lines and cells that it has anyway', () => {
    const shape = (markdown: string): string[] =>
      markdown
        .split('\n')
        .map((line) => (line.startsWith('|') ? line.replaceAll(/[^|]/g, '') : line.replaceAll(/<code>.*?<\/code>/g, 'x')));
    const withNames = (name: string): string => {
      const comparison = compared({
        experiment: { id: 'exp_01', name },
        run: { id: 'run_02', variant: name },
        baseline: { id: 'run_01', variant: name, source: 'EXPLICIT' },
        regressed: [{ externalId: name, baselineScore: 1, currentScore: 0, delta: -1 }],
        ignoredEvaluators: [{ name, side: 'BOTH' }],
      });
      return formatMarkdown(comparison, judge(comparison, byDefault));
    };
    const expected = shape(withNames('name'));
    fc.assert(
      fc.property(anyText, (name) => {
        expect(shape(withNames(name))).toEqual(expected);
      }),
    );
  });

  test('makes well-formed XML that says the same', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const comparison = compared({
          experiment: { id: 'exp_01', name },
          regressed: [{ externalId: name, baselineScore: 1, currentScore: 0, delta: -1 }],
        });
        const elements = parseXml(formatJunit(comparison, judge(comparison, byDefault)));
        const cases = elements.filter(({ tag }) => tag === 'testcase');
        expect(cases.map(({ attributes }) => attributes.classname)).toEqual([written(name), written(name)]);
        expect(cases[1]?.attributes.name).toBe(`item ${written(name)}`);
        const [suite] = elements.filter(({ tag }) => tag === 'testsuite');
        expect(suite?.attributes).toMatchObject({ tests: '2', failures: '2' });
      }),
    );
  });

  test('does not steer a terminal', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const comparison = compared({
          run: { id: 'run_02', variant: name },
          regressed: [{ externalId: name, baselineScore: 1, currentScore: 0, delta: -1 }],
        });
        const text = formatText(comparison, judge(comparison, byDefault), colors);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(text.split('\n')).toHaveLength(
          formatText(compared({ regressed: comparison.report.regressed }), judge(compared(), byDefault), colors).split('\n')
            .length,
        );
      }),
    );
  });
});

/** What XML 1.0 keeps of a text in an attribute. */
function written(text: string): string {
  return xmlText(text).replaceAll(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Element {
  tag: string;
  attributes: Record<string, string>;
}

/** The elements of a document in the order in which they begin. @throws Error where it is not well-formed. */
function parseXml(xml: string): Element[] {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml)) throw new Error('A character is not of XML.');
  const elements: Element[] = [];
  const open: string[] = [];
  let rest = xml.replace('<?xml version="1.0" encoding="UTF-8"?>', '');
  while (rest !== '') {
    const [token = '', end, tag = '', attributes = '', empty] =
      /^<(\/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>/u.exec(rest) ??
      /^(?:[^<&]|&(?:amp|lt|gt|quot|apos);)+/u.exec(rest) ??
      [];
    if (token === '') throw new Error(`Not well-formed: ${rest.slice(0, 40)}`);
    rest = rest.slice(token.length);
    if (tag === '') continue;
    if (end === '/') {
      if (open.pop() !== tag) throw new Error(`${tag} is closed that was not opened.`);
      continue;
    }
    if (empty !== '/') open.push(tag);
    const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/&(\w+);/g, (_, entity: string) => entities[entity] ?? ''),
    ]);
    elements.push({ tag, attributes: Object.fromEntries(pairs) });
  }
  if (open.length > 0) throw new Error(`${open.join()} is not closed.`);
  return elements;
}
