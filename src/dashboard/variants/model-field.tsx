import { type ComponentProps, useId } from 'react';
import { useQuery } from 'urql';
import { TextField } from '../parts/field.js';
import { ModelNamesDocument } from './generated.js';

interface ModelFieldProps extends ComponentProps<typeof TextField> {
  /** Whether the strategies of the built-in provider `rules` are offered too. */
  rules: boolean;
}

/** The name of a model, completed from the providers of the organization. Any other is taken as well. */
export function ModelField({ rules, ...field }: ModelFieldProps) {
  const [{ data }] = useQuery({ query: ModelNamesDocument });
  const id = useId();
  const providers = data?.modelProviders.filter(({ kind }) => rules || kind !== 'RULES') ?? [];
  return (
    <>
      <TextField {...field} list={id} autoComplete="off" spellCheck={false} />
      <datalist id={id}>
        {providers.flatMap(({ name, models }) =>
          models.map((model) => <option key={`${name}:${model}`} value={`${name}:${model}`} />),
        )}
      </datalist>
    </>
  );
}
