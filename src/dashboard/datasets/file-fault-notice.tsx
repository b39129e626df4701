import { Failure } from '../parts/states.js';
import { formatCount } from '../quantities.js';
import type { FileFault } from './file-fault.js';

/** Why a chosen file can’t be imported, with the lines that are wrong. */
export function FileFaultNotice({ fault: { message, lines, more } }: { fault: FileFault }) {
  return (
    <div className="grid grid-cols-1 gap-2 text-sm">
      <Failure title="The file can’t be imported as it is" message={message} />
      {lines.length > 0 ? (
        <ol aria-label="Wrong lines" className="grid grid-cols-1 gap-2 rounded-md border border-line bg-sunken p-2.5">
          {lines.map(({ number, why, text }) => (
            <li key={number} className="text-xs">
              <p className="text-muted">
                Line {number} {why}
              </p>
              <p className="font-mono break-all">{text}</p>
            </li>
          ))}
          {more > 0 ? <li className="text-xs">and {formatCount(more)} more</li> : null}
        </ol>
      ) : null}
    </div>
  );
}
