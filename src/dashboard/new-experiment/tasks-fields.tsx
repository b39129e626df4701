import { useId } from 'react';
import { type Problem, problemOf } from '../graph/use-command.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { formatCounted } from '../quantities.js';
import type { TasksDraft, TaskWay } from './experiment-draft.js';
import { namesIn } from './plan.js';

const ways: Record<TaskWay, string> = {
  all: 'All items',
  sample: 'A sample, drawn by chance',
  metadata: 'Those with this metadata',
  externalIds: 'Those of these names',
};

interface TasksFieldsProps {
  tasks: TasksDraft;
  onChange: (tasks: TasksDraft) => void;
  problem: Problem | null;
}

/** Which items of the dataset version are the tasks, in one of four ways. */
export function TasksFields({ tasks, onChange, problem }: TasksFieldsProps) {
  const group = useId();
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-sm font-medium">Tasks</legend>
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
      <Chosen tasks={tasks} onChange={onChange} problem={problem} />
    </fieldset>
  );
}

function Chosen({ tasks, onChange, problem }: TasksFieldsProps) {
  switch (tasks.way) {
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
          error={problemOf(problem, 'tasks')}
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
          error={problemOf(problem, 'tasks')}
          onChange={(event) => onChange({ ...tasks, metadata: event.target.value })}
        />
      );
    case 'sample':
      return <Sample tasks={tasks} onChange={onChange} problem={problem} />;
  }
}

function Sample({ tasks, onChange, problem }: TasksFieldsProps) {
  const ofMetadata = problemOf(problem, 'tasks.sample.metadata');
  const ofSeed = problemOf(problem, 'tasks.sample.seed');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label="How many items"
        type="number"
        step="1"
        value={tasks.size}
        error={ofMetadata || ofSeed ? null : problemOf(problem, 'tasks')}
        onChange={(event) => onChange({ ...tasks, size: event.target.value })}
      />
      <TextField
        label="Seed"
        hint="Any text: it always draws the same items, another one draws others."
        value={tasks.seed}
        error={ofSeed}
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
        error={ofMetadata}
        onChange={(event) => onChange({ ...tasks, metadata: event.target.value })}
      />
    </div>
  );
}
