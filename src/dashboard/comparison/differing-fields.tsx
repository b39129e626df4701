import { Mark } from './marks.js';
import type { DifferingFieldFragment } from './generated.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCounted } from '../quantities.js';
import { usePart } from './use-part.js';

interface DifferingFieldsProps {
  fields: DifferingFieldFragment[];
  /** The runs by id, as they are named on screen. */
  names: Map<string, string>;
  /** Whether it is one line at first, to unfold: nothing moves then when fields come. */
  isFolded: boolean;
  /** Whether all results are in. */
  isComplete: boolean;
}

/** Where the outputs of all runs differ, a field a line: what most of them have, and who has something else. */
export function DifferingFields({ fields, names, isFolded, isComplete }: DifferingFieldsProps) {
  const { part, more } = usePart(fields, { atFirst: 50, nouns: 'fields' });
  if (fields.length === 0 && !isFolded) return null;
  const runs = [...names];
  return (
    <details open={!isFolded} className="min-w-0 rounded-md border border-line px-3 py-1.5">
      <summary className="min-h-6 text-sm font-medium">
        {fields.length === 0 ? 'No compared field differs' : `The runs differ in ${formatCounted(fields.length, 'field')}`}
        {isComplete ? null : ' so far'}
      </summary>
      <Table label="Fields in which the runs differ">
        <thead>
          <tr>
            <HeadCell>Field</HeadCell>
            {runs.map(([id, name]) => (
              <HeadCell key={id}>{name}</HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.map(({ pointer, values }) => (
            <tr key={pointer}>
              <Cell className="font-mono text-xs">{pointer}</Cell>
              {runs.map(([id]) => {
                const held = values.find(({ run }) => run.id === id);
                return (
                  <Cell key={id} className={held?.outlier ? 'bg-warn-soft' : undefined}>
                    <span className="flex gap-1.5">
                      {held?.outlier ? (
                        <span className="text-warn">
                          <Mark shape="differs" says="differs," />
                        </span>
                      ) : null}
                      <span className="line-clamp-2 max-w-64 break-words">
                        {held?.present ? written(held.value) : <span className="text-muted">not there</span>}
                      </span>
                    </span>
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      {more}
    </details>
  );
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
