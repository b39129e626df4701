import { Link } from '@tanstack/react-router';
import { Ban, Flag, FlagOff, Play, RotateCcw, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonLook } from '../parts/button.js';
import { classes } from '../parts/classes.js';
import { useMay } from '../session/session.js';
import { isActive } from '../active.js';
import type { Allowed } from './allowed.js';
import type { RunEntryFragment } from './generated.js';
import { IconButton } from './icon-button.js';
import type { RunCommand, RunCommands } from './use-run-commands.js';

interface RunActionsProps {
  experimentId: string;
  run: RunEntryFragment;
  allowed: Allowed;
  commands: RunCommands;
}

/** What can be done with a run, as it stands. */
export function RunActions({ experimentId, run, allowed, commands }: RunActionsProps) {
  const mayEdit = useMay('edit');
  const { id, status, itemsFailed, variant } = run;
  const isBaseline = variant.baselineRun?.id === id;
  const active = isActive(status);
  const button = (command: RunCommand, label: string, icon: ReactNode) => (
    <IconButton
      label={label}
      icon={icon}
      busy={commands.busy?.runId === id && commands.busy.command === command}
      disabled={commands.busy !== null}
      onClick={() => commands.give(command, run)}
    />
  );
  return (
    <span className="inline-flex">
      <Link
        to="/experiments/$experimentId/comparison"
        params={{ experimentId }}
        search={{ runs: id }}
        aria-label={`Results of the run of ${variant.name}`}
        title="Results"
        className={classes(buttonLook('quiet'), 'px-1.5!')}
      >
        <Table2 aria-hidden size={16} />
      </Link>
      {mayEdit && allowed.mark ? (
        <Place>
          {isBaseline ? button('clear', `Clear the baseline of ${variant.name}`, <FlagOff aria-hidden size={16} />) : null}
          {!isBaseline && status === 'COMPLETED'
            ? button('mark', `Mark as the baseline of ${variant.name}`, <Flag aria-hidden size={16} />)
            : null}
        </Place>
      ) : null}
      {mayEdit && allowed.change ? (
        <>
          <Place>
            {!active && itemsFailed > 0 && status !== 'CANCELLED' && !isBaseline
              ? button('retry', `Retry the items of ${variant.name} that are errors`, <RotateCcw aria-hidden size={16} />)
              : null}
          </Place>
          <Place>
            {active
              ? button('cancel', `Cancel the run of ${variant.name}`, <Ban aria-hidden size={16} />)
              : button('repeat', `Run ${variant.name} again`, <Play aria-hidden size={16} />)}
          </Place>
        </>
      ) : null}
    </span>
  );
}

/** Room for a button that comes and goes, so that those beside it stay under the pointer. */
function Place({ children }: { children: ReactNode }) {
  return <span className="inline-flex w-7.5">{children}</span>;
}
