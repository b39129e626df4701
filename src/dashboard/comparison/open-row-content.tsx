import { type ReactNode, type RefObject, useState } from 'react';
import { isActive } from '../active.js';
import { formatMoment } from '../quantities.js';
import { DifferingFields } from './differing-fields.js';
import type { OpenCellFragment, OpenRowQuery } from './generated.js';
import { nextRight, type Pair } from './pair.js';
import { PairChoice } from './pair-choice.js';
import { ResultDiff } from './result-diff.js';
import { ResultSide } from './result-side.js';
import { namesakes } from './runs.js';
import { ShownValue } from './shown-value.js';
import { useKeys } from './use-keys.js';
import { type FormerPair, usePair } from './use-pair.js';

type Row = NonNullable<NonNullable<OpenRowQuery['experiment']>['comparison']['row']>;

interface OpenRowContentProps {
  row: Row;
  /** How many evaluators the experiment has. */
  evaluators: number;
  wanted: Partial<Pair>;
  onPair: (pair: Pair) => void;
  /** Where it is kept which pair was shown last. */
  formerPair: RefObject<FormerPair | null>;
}

export function OpenRowContent({ row: { item, cells, fields }, evaluators, wanted, onPair, formerPair }: OpenRowContentProps) {
  // What is opened before its results are in has its places from the beginning, and keeps them.
  const [opened, setOpened] = useState({ itemId: '', isReserved: false });
  if (opened.itemId !== item.id) setOpened({ itemId: item.id, isReserved: !cells.every(isIn) });
  const { isReserved } = opened;
  const names = namesOf(cells);
  const sides = cells.map(({ run: { id, variant }, state, result }) => ({ id, variant, state, output: result?.output ?? null }));
  const pair = usePair(item.id, sides, wanted, onPair, formerPair);
  const turn = (step: 1 | -1) => pair && onPair({ ...pair, right: nextRight(sides, pair, step) });
  useKeys({ 'next run': () => turn(1), 'previous run': () => turn(-1) }, 'diff');
  const left = cells.find(({ run }) => run.id === pair?.left) ?? cells[0];
  const right = cells.find(({ run }) => run.id === pair?.right);
  return (
    <>
      <div className="grid gap-3 md:grid-cols-2">
        <Given title="Input">
          <ShownValue value={item.input} />
        </Given>
        <Given title="Expected output">
          {item.expectedOutput === null ? (
            <p className="text-sm text-muted">The dataset does not say.</p>
          ) : (
            <ShownValue value={item.expectedOutput} />
          )}
        </Given>
      </div>
      <DifferingFields key={item.id} fields={fields} names={names} isFolded={isReserved} isComplete={cells.every(isIn)} />
      {pair ? <PairChoice names={names} pair={pair} onPair={onPair} /> : null}
      <div className={pair ? 'grid grid-cols-2 gap-3' : 'grid gap-3'}>
        {[left, right].map((cell) =>
          cell ? (
            <ResultSide
              key={cell.run.id}
              cell={cell}
              name={names.get(cell.run.id) ?? ''}
              evaluators={evaluators}
              isReserved={isReserved}
            />
          ) : null,
        )}
      </div>
      {left?.result && right?.result ? (
        // Made anew for other results: those of the former pair are not shown while these are read.
        <ResultDiff key={`${stateOf(left)} ${stateOf(right)}`} leftId={left.result.id} rightId={right.result.id} />
      ) : (
        <div className={pair ? 'grid grid-cols-2 gap-3' : 'grid gap-3'}>
          {[left, right].map((cell) => (cell ? <Output key={cell.run.id} cell={cell} /> : null))}
        </div>
      )}
    </>
  );
}

/** Whether nothing more comes of a cell. */
function isIn({ run, trials, state }: OpenCellFragment): boolean {
  return !isActive(run.status) || (trials === run.trials && state !== 'ERROR');
}

/** A result and what came of it, which may be another thing after a retry. */
function stateOf({ result }: OpenCellFragment): string {
  return JSON.stringify([result?.id, result?.error, result?.output]);
}

/** What the item says, in a frame that scrolls where it is long. */
function Given({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-sm font-medium">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <div tabIndex={0} className="max-h-48 overflow-y-auto rounded-md border border-line bg-sunken p-3">
        {children}
      </div>
    </section>
  );
}

/** An output that has nothing to be held against. */
function Output({ cell: { result } }: { cell: OpenCellFragment }) {
  return (
    <div className="min-w-0 rounded-md border border-line p-3">
      {!result || result.error ? <p className="text-sm text-muted">No output.</p> : <ShownValue value={result.output} />}
    </div>
  );
}

/** What each run is called: by its variant, and its date where there is another run of that. */
function namesOf(cells: readonly OpenCellFragment[]): Map<string, string> {
  const dated = namesakes(cells.map(({ run }) => run));
  return new Map(
    cells.map(({ run: { id, variant, createdAt } }) => [
      id,
      dated.has(id) ? `${variant.name}, ${formatMoment(createdAt)}` : variant.name,
    ]),
  );
}
