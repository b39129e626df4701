import { useState } from 'react';
import { misfitOfName } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { TextAreaField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { AddOutputSchemaDocument } from './generated.js';
import { readJsonObject } from './json.js';

interface NewSchemaProps {
  onAdded: (schemaId: string) => void;
  onCancel: () => void;
}

/** Adds an output schema. It stands within the form of what it is for, and so is no form itself. */
export function NewSchema({ onAdded, onCancel }: NewSchemaProps) {
  const { run, busy, problem } = useCommand(AddOutputSchemaDocument);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const read = readJsonObject(text);
  const problems = useFormProblems<HTMLDivElement>(
    {
      name: { label: 'Name of the schema', value: name, misfit: misfitOfName(name) },
      jsonSchema: { label: 'JSON Schema', value: text, misfit: 'misfit' in read ? read.misfit : null },
    },
    problem,
  );
  const add = async () => {
    if (busy || !problems.check() || 'misfit' in read) return;
    const schema = await run({ input: { name, jsonSchema: read.value } });
    if (schema) onAdded(schema.id);
  };
  return (
    <div ref={problems.ref} className="mt-2 grid gap-3 rounded-md border border-line bg-sunken p-3">
      <TextField
        label="Name of the schema"
        value={name}
        error={problems.at('name')}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void add();
        }}
      />
      <TextAreaField
        code
        label="JSON Schema"
        hint="An object at its root, such as { &quot;type&quot;: &quot;object&quot;, &quot;properties&quot;: { … } }."
        rows={6}
        spellCheck={false}
        value={text}
        error={problems.at('jsonSchema')}
        onChange={(event) => setText(event.target.value)}
      />
      <ProblemNotice problem={problems.elsewhere} />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" busy={busy} onClick={() => void add()}>
          Add the schema
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}
