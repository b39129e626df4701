import { useId } from 'react';
import { TextAreaField, TextField } from '../parts/field.js';
import { formatCounted } from '../quantities.js';
import { groupAttributes } from '../use-form-problems.js';
import { namesIn } from './read-setup.js';
import type { TasksDraft, TaskWay } from './setup-draft.js';

const ways: Record<TaskWay, string> = {
  all: 'All items',
  sample: 'A sample, drawn by chance',
  metadata: 'Those with this metadata',
  externalIds: 'Those of these names',
};

interface TasksFieldsProps {
  tasks: TasksDraft;
  onChange: (tasks: TasksDraft) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** Which items of the dataset version are the tasks, in one of four ways. */
export function TasksFields({ tasks, onChange, at }: TasksFieldsProps) {
  const group = useId();
  const problem = at('tasks');
  return (
    <fieldset className="grid min-w-0 gap-3" {...groupAttributes(problem, `${group}-problem`)}>
      <legend className="mb-1 text-sm font-medium">Tasks</legend>
      {problem ? (
        <p id={`${group}-problem`} role="alert" className="text-xs text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {(Object.keys(ways) as TaskWay[]).map((way) => (
          <label key={way} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name={group}
              checked={tasks.way === way}
              onChange={() => onChange({ ...tasks, way })}
              className="size-4 accent-accent"
            />
            {ways[way]}
          </label>
        ))}
      </div>
      <Chosen tasks={tasks} onChange={onChange} at={at} />
    </fieldset>
  );
}

function Chosen({ tasks, onChange, at }: TasksFieldsProps) {
  switch (tasks.way) {
    case null:
      return <p className="text-xs text-muted">Nothing is chosen yet, so that all items are run.</p>;
    case 'all':
      return null;
    case 'externalIds':
      return (
        <TextAreaField
          label="External ids"
          hint={`One a line: ${formatCounted(namesIn(tasks.names).length, 'item')}.`}
          rows={5}
          spellCheck={false}
          value={tasks.names}
          error={at('tasks.externalIds')}
          onChange={(event) => onChange({ ...tasks, names: event.target.value })}
        />
      );
    case 'metadata':
      return (
        <TextAreaField
          code
          label="Metadata"
          hint="A JSON object, such as { &quot;topic&quot;: &quot;refunds&quot; }: the items whose metadata contains it."
          rows={2}
          spellCheck={false}
          value={tasks.metadata}
          error={at('tasks.metadata')}
          onChange={(event) => onChange({ ...tasks, metadata: event.target.value })}
        />
      );
    case 'sample':
      return <Sample tasks={tasks} onChange={onChange} at={at} />;
  }
}

function Sample({ tasks, onChange, at }: TasksFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label="How many items"
        type="number"
        step="1"
        value={tasks.size}
        error={at('tasks.sample.size')}
        onChange={(event) => onChange({ ...tasks, size: event.target.value })}
      />
      <TextField
        label="Seed"
        hint="Any text: it always draws the same items, another one draws others."
        value={tasks.seed}
        error={at('tasks.sample.seed')}
        onChange={(event) => onChange({ ...tasks, seed: event.target.value })}
      />
      <TextAreaField
        code
        label="Only of those with this metadata"
        hint="A JSON object; left empty, of all items."
        rows={2}
        spellCheck={false}
        className="sm:col-span-2"
        value={tasks.metadata}
        error={at('tasks.sample.metadata')}
        onChange={(event) => onChange({ ...tasks, metadata: event.target.value })}
      />
    </div>
  );
}
