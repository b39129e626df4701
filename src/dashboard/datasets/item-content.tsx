import { useState } from 'react';
import { formatCounted } from '../quantities.js';
import { beginningOf, isRecord, textOf } from './content-text.js';
import type { ItemContentFragment } from './generated.js';

/** The parts of an item, as the screen names them. */
export function partsOf({ input, expectedOutput, metadata }: ItemContentFragment): { name: string; value: unknown }[] {
  return [
    { name: 'Input', value: input },
    { name: 'Expected output', value: expectedOutput },
    { name: 'Metadata', value: metadata },
  ];
}

/** A part of an item to read: text as text, an object key by key, everything else as JSON; none where there is nothing. */
export function Content({ value }: { value: unknown }) {
  if (value === null || (isRecord(value) && Object.keys(value).length === 0)) return <p className="text-sm text-muted">None</p>;
  if (!isRecord(value)) return <Text value={value} />;
  return (
    <div className="@container">
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1 @lg:grid-cols-[fit-content(12rem)_minmax(0,1fr)]">
        {Object.entries(value).map(([key, entry]) => (
          <div key={key} className="contents">
            <dt className="text-sm break-words text-muted">{key}</dt>
            <dd className="min-w-0">
              <Text value={entry} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Text({ value }: { value: unknown }) {
  const [unfolded, setUnfolded] = useState(false);
  const text = textOf(value);
  const beginning = beginningOf(text);
  return (
    <>
      <pre className={`text-sm break-words whitespace-pre-wrap ${typeof value === 'string' ? 'font-sans' : 'font-mono'}`}>
        {unfolded || beginning === null ? text : `${beginning} …`}
      </pre>
      {beginning === null ? null : (
        <button
          type="button"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          className="min-h-6 text-left text-sm text-accent hover:underline"
        >
          {unfolded ? 'Show less' : `Show all ${formatCounted(text.length, 'character')}`}
        </button>
      )}
    </>
  );
}
