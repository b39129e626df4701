import { configurationChanges } from '../experiment/configuration-changes.js';
import { changeWords } from '../experiment/configuration-words.js';

/** What the configuration of a run says otherwise than that of its baseline run. */
export function WhatChanged({ baseline, current }: { baseline: unknown; current: unknown }) {
  const changes = configurationChanges(baseline, current);
  return (
    <p className="text-sm break-words">
      What changed:{' '}
      {changes.length === 0 ? (
        'nothing in the configuration'
      ) : (
        <span className="font-mono text-xs">{changes.map(changeWords).join(', ')}</span>
      )}
    </p>
  );
}
