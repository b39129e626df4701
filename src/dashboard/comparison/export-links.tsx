import { Download } from 'lucide-react';
import { buttonLook } from '../parts/button.js';
import { classes } from '../parts/classes.js';

const formats = [
  { ending: 'csv', name: 'CSV' },
  { ending: 'jsonl', name: 'JSONL' },
] as const;

/** The whole comparison as a file, whatever is filtered. Until there are runs, their place is kept. */
export function ExportLinks({ experimentId, runIds }: { experimentId: string; runIds: string[] }) {
  return formats.map(({ ending, name }) => (
    <a
      key={ending}
      href={`/exports/experiments/${experimentId}/comparison.${ending}?runs=${runIds.join(',')}`}
      download
      aria-label={`Download as ${name}`}
      className={classes(buttonLook(), runIds.length === 0 && 'invisible')}
    >
      <Download aria-hidden size={16} />
      {name}
    </a>
  ));
}
