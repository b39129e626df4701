import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { Button } from '../parts/button.js';
import { SelectField } from '../parts/field.js';
import { OutputSchemasDocument, type SchemaChoiceFragment } from './generated.js';
import { NewSchema } from './new-schema.js';

interface SchemaFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error: string | null;
  /** The id of the schema; empty: none is chosen. */
  value: string;
  onChange: (schemaId: string) => void;
  className?: string;
}

function useSchemas(): { schemas: SchemaChoiceFragment[]; failure: string | null } {
  const [{ data, error }] = useQuery({ query: OutputSchemasDocument });
  return {
    schemas: data?.outputSchemas.edges.map(({ node }) => node) ?? [],
    failure: error && !data ? messageOf(error) : null,
  };
}

/** Which output schema extraction fills: one of the organization’s, or one that is added here. */
export function SchemaField({ error, value, onChange, className, ...field }: SchemaFieldProps) {
  const { schemas, failure } = useSchemas();
  const [adding, setAdding] = useState(false);
  // While a schema is being added, more may be chosen beside it, which an older function would take back.
  const newestOnChange = useRef(onChange);
  useLayoutEffect(() => {
    newestOnChange.current = onChange;
  });
  const isListed = value === '' || schemas.some(({ id }) => id === value);
  return (
    <div className={className}>
      <div className="flex items-start gap-2">
        <SelectField
          {...field}
          error={error ?? failure}
          className="grow"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">Choose …</option>
          {isListed ? null : <option value={value}>{value}</option>}
          {schemas.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Button className="mt-6" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          New schema
        </Button>
      </div>
      {adding ? (
        <NewSchema
          onAdded={(id) => {
            setAdding(false);
            newestOnChange.current(id);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : null}
    </div>
  );
}

interface SchemaVersionFieldProps extends SchemaFieldProps {
  schemaId: string;
}

/** Which version of an output schema: a number as text; empty: the latest when a run starts. */
export function SchemaVersionField({ schemaId, value, onChange, ...field }: SchemaVersionFieldProps) {
  const { schemas } = useSchemas();
  const numbers = schemas.find(({ id }) => id === schemaId)?.versions.map(({ number }) => String(number)) ?? [];
  return (
    <SelectField {...field} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">The latest when a run starts</option>
      {value === '' || numbers.includes(value) ? null : <option value={value}>{value}</option>}
      {numbers.map((number) => (
        <option key={number} value={number}>
          {number}
        </option>
      ))}
    </SelectField>
  );
}
