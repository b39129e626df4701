import type { ReportFragment } from './generated.js';

type Ignored = ReportFragment['ignoredEvaluators'][number];

/** The evaluators whose scores do not count, each name once, with the reason. */
export function ignoredByName(ignored: Ignored[]): { name: string; why: string }[] {
  const names = [...new Set(ignored.map(({ name }) => name))];
  return names.map((name) => ({ name, why: whyIgnored(ignored.filter((entry) => entry.name === name)) }));
}

function whyIgnored(entries: Ignored[]): string {
  const sides = new Set(entries.map(({ side }) => side));
  if (sides.size > 1 || sides.has('BOTH')) return 'it judged the two runs by different rules';
  return sides.has('BASELINE') ? 'it judged the baseline run alone' : 'it judged this run alone';
}
