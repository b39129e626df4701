import { useSyncExternalStore } from 'react';
import { Dialog } from '../parts/dialog.js';
import { CheckField } from '../parts/field.js';
import { helpOnKeys } from './keys.js';
import { singleLetters } from './single-letters.js';
import { useKeys } from './use-keys.js';

/** Which keys there are, and whether single letters count. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const count = useSyncExternalStore(singleLetters.subscribe, singleLetters.count);
  useKeys({ help: onClose }, 'help');
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl data-keys="help" className="mb-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-sm">
        {helpOnKeys.map(({ label, says, letter }) => (
          <div key={label} className="contents">
            <dt>
              <kbd className="inline-block min-w-7 rounded border border-edge bg-sunken px-1.5 text-center font-mono text-xs leading-6">
                {label}
              </kbd>
            </dt>
            <dd>{letter && !count ? <span className="text-muted">Turned off</span> : says}</dd>
          </div>
        ))}
      </dl>
      <CheckField
        label="Single letters are commands"
        hint="Turn this off if you speak to your computer. This browser keeps it."
        checked={count}
        onChange={(event) => singleLetters.set(event.target.checked)}
      />
    </Dialog>
  );
}
